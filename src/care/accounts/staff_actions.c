/* What administrators do to an account. Each change carries the version it began from, and is versioned and
 * audited. */
#include "base/limits.h"
#include "care/accounts/staff.h"
#include "care/accounts/staff_reasons.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

static const struct {
    struct str word, label;
} REASONS[] = {
#define STAFF_REASON_ROW(word, label) {STR_INIT(word), STR_INIT(label)},
    STAFF_REASON_LIST(STAFF_REASON_ROW)
#undef STAFF_REASON_ROW
};

struct select_field staff_reason_field(struct ctx *c, const struct problems *p, struct str chosen)
{
    struct select_field s = {.name = STR("reason"),
        .label = STR("Why"),
        .label_size = SIZE_S,
        .hint = STR("Written into the audit"),
        .error = problems_at(p, STR("reason"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, COUNT_OF(REASONS) + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Choose a reason"), .value = STR("")};
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        s.items.items[s.items.n++] = (struct option){
            .text = REASONS[i].label, .value = REASONS[i].word, .selected = str_eq(REASONS[i].word, chosen)};
    return s;
}

bool staff_reason_is(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        if (str_eq(REASONS[i].word, word)) return true;
    return false;
}

/* ---- what all of them have in common ---- */

struct change {
    struct uuid key;
    int64_t version;
    struct str name, email, value, reason, token;
    struct account_role role;
    bool forget_seed;
    const char *done;    /* the word of the notice */
    const char *refused; /* what is said where the rules refuse it */
};

static struct change *change_of(struct ctx *c, const struct request *r, const char *done, const char *refused)
{
    struct change *ch = ARENA_NEW(c->arena, struct change);
    *ch = (struct change){.key = request_id(r, 0), .done = done, .refused = refused};
    if (!str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &ch->version)) ch->version = 0;
    return ch;
}

static struct reply problem_page(
    struct ctx *c, const struct request *r, const char *field, struct str why, int status)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, str_from_cstr(field), why);
    return staff_account_page(c, r, &r->form, problems, status);
}

static struct reply changed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct change *ch = arg;
    if (result == ERR_CONFLICT)
        return problem_page(c, r, "",
            STR("Somebody changed this account while the page was open. Check it as it is now, "
                "then try again"),
            409);
    if (result == ERR_EXISTS)
        return ch->email.n ?
            problem_page(c, r, "email", STR("Somebody already has an account with this email address"), 409) :
            problem_page(c, r, "role", STR("They hold this role there already"), 409);
    if (result == ERR_REFUSED) return problem_page(c, r, "", str_from_cstr(ch->refused), 403);
    if (result) return shell_failure(c, result);
    struct url page = url_with_id(c->arena, "/admin/staff/", ch->key, "");
    return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(ch->done)));
}

/* ---- name and address ---- */

static enum err save(struct ctx *c, void *arg)
{
    const struct change *ch = arg;
    struct staff_account s;
    enum err err = staff_get_to_change(c, ch->key, ch->version, &s);
    if (!err) err = account_rename(c->db, s.row.account_id, ch->version, ch->name, ch->email);
    return err ? err : account_keep_version(c, s.row.account_id);
}

struct reply staff_save_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct change *ch = change_of(c, r, "saved", "You may not change this account");
    struct str email = field_text(&r->form, STR("email"), STR("Work email address"), LIMIT_EMAIL, &problems);
    ch->name = field_text(&r->form, STR("name"), STR("Name"), LIMIT_NAME, &problems);
    ch->email = account_email(c->arena, email);
    if (!ch->name.n) problems_add(&problems, STR("name"), STR("Enter their name"));
    if (!ch->email.n)
        problems_add(&problems, STR("email"), STR("Enter an email address like leah.morgan@example.nhs.uk"));
    return problems.n ? staff_account_page(c, r, &r->form, &problems, 422) : reply_write(save, changed, ch);
}

/* ---- roles ---- */

static enum err give(struct ctx *c, void *arg)
{
    const struct change *ch = arg;
    struct staff_account s;
    enum err err = staff_get(c, ch->key, &s);
    if (err) return err;
    if (s.is_self || str_eq(s.row.state, STR("disabled"))) return ERR_REFUSED;
    return s.row.version == ch->version ? account_give_role(c, s.row.account_id, &ch->role) : ERR_CONFLICT;
}

struct reply staff_give_post(struct ctx *c, const struct request *r)
{
    struct change *ch =
        change_of(c, r, "given", "You can’t give yourself a role, nor give one to a disabled account");
    struct str role = form_get(&r->form, STR("role")), place = form_get(&r->form, STR("place"));
    if (!role.n) return problem_page(c, r, "role", STR("Choose a role"), 422);
    if (!place.n) return problem_page(c, r, "place", STR("Choose where they work"), 422);
    enum err err = staff_role_from(c, role, place, &ch->role);
    if (err == ERR_NOT_FOUND)
        return problem_page(c, r, "role", STR("Choose a role and a place from the lists"), 422);
    return err ? shell_failure(c, err) : reply_write(give, changed, ch);
}

/* An administrator who ended their own last administrator role could leave a network with nobody to manage it. */
static bool is_own_last(const struct staff_account *s, const struct roles_of_row *role)
{
    size_t administrator = 0;
    for (size_t i = 0; i < s->roles.n; i++) administrator += s->roles.items[i].role == STAFF_ROLE_ADMINISTRATOR;
    return s->is_self && role->role == STAFF_ROLE_ADMINISTRATOR && administrator == 1;
}

static enum err end(struct ctx *c, void *arg)
{
    const struct change *ch = arg;
    struct staff_account s;
    int64_t ended;
    enum err err = staff_get(c, ch->key, &s);
    if (err) return err;
    if (s.row.version != ch->version) return ERR_CONFLICT;
    for (size_t i = 0; i < s.roles.n; i++) {
        const struct roles_of_row *role = &s.roles.items[i];
        bool in_reach = role->pcn_id.v == c->actor->pcn.v &&
            (!c->actor->practice.v || role->practice_id.v == c->actor->practice.v);
        if (!str_eq(staff_role_value(c->arena, role), ch->value)) continue;
        if (!in_reach || is_own_last(&s, role)) return ERR_REFUSED;
        err = role_end(c->db, role->role_held_id, s.row.account_id, clock_now(c->clock), &ended);
        if (!err) err = relations_end_of_role(c, role->role_held_id);
        if (!err) err = session_end_all_as(c->db, s.row.account_id, role->role_held_id, &ended);
        if (!err) err = account_moved_on(c->db, s.row.account_id, ch->version);
        return err ? err : account_keep_version(c, s.row.account_id);
    }
    return ERR_CONFLICT;
}

struct reply staff_end_post(struct ctx *c, const struct request *r)
{
    struct change *ch = change_of(c, r, "ended",
        "You can’t end your own last role as an administrator: another "
        "administrator must do that");
    ch->value = form_get(&r->form, STR("held"));
    return reply_write(end, changed, ch);
}

/* ---- in and out ---- */

static enum err set_state(struct ctx *c, const struct change *ch, struct str from_other_than, struct str state)
{
    struct staff_account s;
    int64_t n;
    enum err err = staff_get_to_change(c, ch->key, ch->version, &s);
    if (err) return err;
    if (s.is_self) return ERR_REFUSED;
    if (str_eq(s.row.state, from_other_than)) return ERR_CONFLICT;
    err = account_set_state(c->db, s.row.account_id, ch->version, state);
    if (!err) err = relations_end_of_account(c, s.row.account_id);
    if (!err) err = session_end_all_of(c->db, s.row.account_id, &n);
    if (!err) err = link_cancel_all(c->db, s.row.account_id, clock_now(c->clock), &n);
    return err ? err : account_keep_version(c, s.row.account_id);
}

static enum err disable(struct ctx *c, void *arg)
{
    c->audit->reason = STR("disabled");
    return set_state(c, arg, STR("disabled"), STR("disabled"));
}

/* Somebody who comes back sets a new password: their old one may be known to others by now. */
static enum err enable(struct ctx *c, void *arg)
{
    const struct change *ch = arg;
    struct staff_account s;
    c->audit->reason = STR("enabled");
    enum err err = set_state(c, ch, STR("active"), STR("invited"));
    if (!err) err = staff_get(c, ch->key, &s);
    return err ? err : account_works_again(c, s.row.account_id);
}

struct reply staff_disable_post(struct ctx *c, const struct request *r)
{
    return reply_write(disable, changed, change_of(c, r, "disabled", "You can’t disable your own account"));
}

struct reply staff_enable_post(struct ctx *c, const struct request *r)
{
    return reply_write(enable, changed, change_of(c, r, "enabled", "You can’t do this to your own account"));
}

/* ---- a new one-time link ---- */

static enum err reset(struct ctx *c, void *arg)
{
    struct change *ch = arg;
    struct staff_account s;
    int64_t n;
    enum err err = staff_get_to_change(c, ch->key, ch->version, &s);
    if (err) return err;
    if (s.is_self) return ERR_REFUSED;
    ch->name = s.row.name;
    ch->email = s.row.email;
    err = account_reset(c->db, s.row.account_id, ch->version, ch->forget_seed);
    if (!err) err = session_end_all_of(c->db, s.row.account_id, &n);
    if (!err && ch->forget_seed) err = recovery_forget(c->db, s.row.account_id, &n);
    if (!err) err = account_invite_link(c, s.row.account_id, ch->token);
    if (!err) err = account_keep_version(c, s.row.account_id);
    c->audit->reason = ch->reason;
    return err;
}

static struct reply was_reset(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct change *ch = arg;
    if (result) return changed(c, r, arg, result);
    return staff_link_page(c, r, ch->name, ch->email, ch->key, ch->token);
}

struct reply staff_reset_post(struct ctx *c, const struct request *r)
{
    struct change *ch =
        change_of(c, r, "", "You can’t reset your own account: another administrator must do that");
    struct str what = form_get(&r->form, STR("what"));
    ch->reason = form_get(&r->form, STR("reason"));
    ch->forget_seed = str_eq(what, STR("both"));
    ch->token = account_link_token(c->arena);
    if (!ch->forget_seed && !str_eq(what, STR("password")))
        return problem_page(c, r, "what", STR("Choose what to reset"), 422);
    if (!staff_reason_is(ch->reason)) return problem_page(c, r, "reason", STR("Choose a reason"), 422);
    return reply_write(reset, was_reset, ch);
}
