/* Opening a record beyond one's own people: a stated reason, a time, and for a restricted record a factor once
 * more. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/claim_form.h"
#include "care/access/pages/claim.tmpl.h"
#include "care/access/review.h"
#include "care/accounts/accounts.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

static const int HOURS[] = {1, 4, 12, CLAIM_HOURS_MOST};
enum { HOURS_FIRST = 4 };

struct claim {
    struct claim_form form;
    struct uuid look_up;
    bool ask; /* show the fields of the factor */
    struct account_factor factor;
    struct uuid person; /* set by the action: opened */
};

static struct instant look_ups_count_from(struct ctx *c)
{
    return (struct instant){clock_now(c->clock).v - LOOK_UP_KEPT_MS};
}

/* ---- the page ---- */

static void view_reason(struct ctx *c, const struct claim *k, struct found_view *v)
{
    v->words = (struct input){.name = STR("words"),
        .label = STR("The reason, in a few words"),
        .width = 30,
        .value = k->form.words,
        .autocomplete = STR("off"),
        .error = problems_at(&k->form.problems, STR("words"))};
    v->reason = (struct radios){.name = STR("reason"),
        .legend = STR("Why do you need to open this record?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->form.problems, STR("reason"))};
    static const struct {
        struct str word, label;
    } REASONS[] = {
#define REASON(name, word, label) {STR_INIT(word), STR_INIT(label)},
        CLAIM_REASON_LIST(REASON)
#undef REASON
    };
    v->reason.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(REASONS));
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        v->reason.items.items[v->reason.items.n++] = (struct choice){.value = REASONS[i].word,
            .label = REASONS[i].label,
            .checked = (size_t)k->form.reason == i + 1,
            .conditional = i + 1 == CLAIM_OTHER ? access_claim_words_slot(v) : (struct slot){0}};
}

static void view_hours(struct ctx *c, const struct claim *k, struct found_view *v)
{
    v->hours = (struct radios){.name = STR("hours"),
        .legend = STR("For how long?"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(&k->form.problems, STR("hours"))};
    v->hours.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(HOURS));
    for (size_t i = 0; i < COUNT_OF(HOURS); i++)
        v->hours.items.items[v->hours.items.n++] = (struct choice){.value = str_printf(c->arena, "%d", HOURS[i]),
            .label = str_printf(c->arena, HOURS[i] == 1 ? "%d hour" : "%d hours", HOURS[i]),
            .checked = k->form.hours == HOURS[i]};
}

static void view_factor(const struct request *r, const struct claim *k, struct found_view *v)
{
    v->asks_factor = k->ask;
    v->password = (struct password_input){.name = STR("password"),
        .label = STR("Your password"),
        .label_size = SIZE_S,
        .width = 30,
        .error = problems_at(&k->form.problems, STR("password"))};
    if (!r->session->has_seed) return;
    v->code = (struct input){.name = STR("code"),
        .label = STR("Or a code from your app"),
        .hint = STR("6 digits. One of the two is enough"),
        .label_size = SIZE_S,
        .width = 10,
        .code = true,
        .inputmode = STR("numeric"),
        .autocomplete = STR("one-time-code"),
        .error = problems_at(&k->form.problems, STR("code"))};
}

static struct reply claim_page(struct ctx *c, const struct request *r, const struct claim *k, int status)
{
    struct access_look_up_get_row found;
    struct access_seen_already_row seen;
    enum err err = access_look_up_get(c->db, k->look_up, c->actor->role_held, look_ups_count_from(c), &found);
    if (err) return shell_failure(c, err);
    struct found_view *v = ARENA_NEW(c->arena, struct found_view);
    v->there = found.found.v != 0;
    v->again = URL("/people/look-up");
    v->action = url_with_id(c->arena, "/people/look-up/", k->look_up, k->ask ? "/confirm" : "");
    v->problems = problems_summary(&k->form.problems);
    err = v->there ? access_seen_already(c->db, found.found, &seen) : ERR_NOT_FOUND;
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    if (!err) v->open = url_with_id(c->arena, "/people/", seen.key, "");
    view_reason(c, k, v);
    view_hours(c, k, v);
    view_factor(r, k, v);
    struct page page = {.title = v->there ? STR("Say why you need to open this record") : STR("Nobody found"),
        .narrow = true,
        .has_problems = k->form.problems.n != 0,
        .main = access_found_slot(v)};
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* ---- the form ---- */

struct reply found_get(struct ctx *c, const struct request *r)
{
    struct claim *k = ARENA_NEW(c->arena, struct claim);
    *k = (struct claim){
        .form = {.problems = {.arena = c->arena}, .hours = HOURS_FIRST}, .look_up = request_id(r, 0)};
    if (r->held) k->form = claim_form_read(c->arena, &r->form);
    return claim_page(c, r, k, 200);
}

/* ---- opening ---- */

/* A factor once more, where the record is restricted. False: not opened, and k says why. */
static enum err factor_is_right(struct ctx *c, struct claim *k, bool *ret_right)
{
    *ret_right = false;
    k->ask = true;
    if (k->factor.given) {
        enum err err = account_factor_settle(c, &k->factor);
        *ret_right = !err && k->factor.result == FACTOR_RIGHT;
        return err;
    }
    c->audit->outcome = AUDIT_REFUSED;
    c->audit->reason = STR("a restricted record, without a factor");
    return review_raise(c, REVIEW_CLAIM_TRIED, claim_reason_word(k->form.reason), k->form.hours);
}

static enum err open_record(struct ctx *c, struct claim *k, struct person_id person, bool restricted)
{
    struct relation relation = {.account = c->actor->account,
        .role_held = c->actor->role_held,
        .person = person,
        .kind = RELATION_CLAIM,
        .reason = k->form.reason,
        .words = k->form.words,
        .hours = k->form.hours,
        .confirmed = restricted};
    struct str word = claim_reason_word(k->form.reason);
    enum err err = relation_begin(c, &relation);
    if (!err) err = review_raise(c, restricted ? REVIEW_CLAIM_RESTRICTED : REVIEW_CLAIM, word, k->form.hours);
    c->audit->reason = str_printf(c->arena, "claim: %.*s", STR_ARG(word));
    return err;
}

static enum err claim(struct ctx *c, void *arg)
{
    struct claim *k = arg;
    struct access_look_up_get_row found;
    struct access_person_row person;
    struct access_claims_of_list already;
    bool right = true;
    k->person = (struct uuid){{0}};
    c->audit->action = STR("claim");
    enum err err = access_look_up_get(c->db, k->look_up, c->actor->role_held, look_ups_count_from(c), &found);
    if (!err) err = access_person(c->db, found.found, c->actor->pcn, &person);
    if (err) return err;
    trace_saw(c->trace, found.found);
    struct instant now = clock_now(c->clock);
    err = access_claims_of(c->db, c->actor->role_held, found.found, now, person.restricted, &already);
    if (err) return err;
    if (!already.n && person.restricted) err = factor_is_right(c, k, &right);
    if (err || !right) return err;
    k->person = person.key;
    return already.n ? ERR_NONE : open_record(c, k, found.found, person.restricted);
}

static struct reply claimed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct claim *k = arg;
    if (result) return shell_failure(c, result);
    if (uuid_is_set(k->person)) {
        bool record = actor_may(c->actor, PERMISSION_PERSON_RECORD);
        return reply_see_other(url_with_id(c->arena, "/people/", k->person, record ? "" : "/details"));
    }
    if (k->factor.result == FACTOR_ENDED) return reply_see_other(URL("/sign-in?done=tries"));
    struct str what =
        k->factor.problem.n ? k->factor.problem : STR("This record is restricted. Enter your password to open it");
    problems_add(
        &k->form.problems, k->factor.given && !k->factor.needs_check ? STR("code") : STR("password"), what);
    return claim_page(c, r, k, k->factor.result == FACTOR_WAIT ? 429 : 422);
}

static void check_password(struct ctx *c, void *arg)
{
    struct claim *k = arg;
    account_factor_check(&k->factor, c);
}

static struct reply checked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return result ? shell_failure(c, result) : reply_write(claim, claimed, arg);
}

static struct reply post(struct ctx *c, const struct request *r, bool with_factor)
{
    struct claim *k = ARENA_NEW(c->arena, struct claim);
    *k = (struct claim){
        .form = claim_form_read(c->arena, &r->form), .look_up = request_id(r, 0), .ask = with_factor};
    if (k->form.problems.n) return claim_page(c, r, k, 422);
    enum err err = with_factor ? account_factor_read(c, r, &k->factor) : ERR_NONE;
    if (err) return shell_failure(c, err);
    return k->factor.needs_check ? reply_slow(check_password, checked, k) : reply_write(claim, claimed, k);
}

struct reply claim_post(struct ctx *c, const struct request *r)
{
    return post(c, r, false);
}

/* An address without a page of its own: a form that is sent while the session has gone idle is kept only where
 * there is one, and a password must never be kept. */
struct reply claim_confirm_post(struct ctx *c, const struct request *r)
{
    return post(c, r, true);
}
