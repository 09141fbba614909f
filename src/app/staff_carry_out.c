/* Practices and accounts: the work of `cairn practice` and `cairn user`. */
#include "app/command.h"
#include "app/staff_control.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "care/accounts/accounts.h"
#include "care/organisations/organisation.h"
#include "care/reference/reference.h"

enum { SAID_MOST = 4 * 1024 * 1024 };

struct carrying {
    struct ctx c;
    struct trace trace;
    struct actor actor; /* the system's, at work in the network that was named */
    struct staff_answer *answer;
};

/* False, so that a caller can return it. */
static bool refuse(struct carrying *w, int status, struct str problem)
{
    w->answer->status = status;
    w->answer->problem = problem;
    return false;
}

static bool failed(struct carrying *w, const char *what, enum err err)
{
    int status = err == ERR_DAMAGED || err == ERR_IO ? EXIT_DATA : EXIT_REFUSED;
    return refuse(w, status, str_printf(w->c.arena, "%s: %s", what, err_text(err)));
}

static bool read_begin(struct carrying *w)
{
    enum err err = store_read_begin(w->c.app->store, w->c.arena, &INSTANCE_ACTOR.scope, &w->trace, &w->c.db);
    return err ? failed(w, "the data could not be read", err) : true;
}

static void read_end(struct carrying *w)
{
    store_read_end(w->c.app->store, w->c.db);
    w->c.db = NULL;
}

/* exists: what is said where it is there already. */
static bool run(struct carrying *w, struct str word, action_fn action, void *arg, const char *exists)
{
    struct audit_entry entry = audit_entry_by(&w->actor, word, STR("command"));
    w->c.audit = &entry;
    enum err err = store_run(w->c.app->store, action, arg, &w->c);
    w->c.audit = NULL;
    if (err == ERR_EXISTS)
        return refuse(w, EXIT_REFUSED, str_printf(w->c.arena, "nothing was changed: %s", exists));
    return err ? failed(w, "nothing was changed", err) : true;
}

static bool is_line(struct str s)
{
    return s.n && utf8_is_valid(s, NULL) && utf8_is_plain(s) && utf8_length(s) <= LIMIT_LINE;
}

/* The network that was named, or the only one; a snapshot is open. What is done then is done in it. */
static bool choose_pcn(struct carrying *w, struct str name)
{
    struct pcn pcn;
    struct str why = STR_NONE;
    enum err err = pcn_choose(&w->c, name, &pcn, &why);
    if (err == ERR_REFUSED) return refuse(w, EXIT_REFUSED, why);
    if (err) return failed(w, "the networks could not be read", err);
    w->actor.pcn = pcn.id;
    return true;
}

/* ---- networks and practices ---- */

struct founding {
    struct practice practice;
    struct str pcn; /* the name of a network that is to be made for it; empty: it is there */
};

static enum err add_practice(struct ctx *c, void *arg)
{
    struct founding *f = arg;
    struct pcn pcn = {.name = f->pcn};
    f->practice.key = (struct uuid){{0}};
    enum err err = f->pcn.n ? pcn_add(c, &pcn) : ERR_NONE;
    if (f->pcn.n) f->practice.pcn = c->audit->pcn = pcn.id;
    return err ? err : practice_add(c, &f->practice);
}

/* In the network that is named, which is made if there is none of that name. */
static bool found_where(struct carrying *w, struct str name, struct founding *f)
{
    struct pcn_list all;
    if (!read_begin(w)) return false;
    enum err err = pcn_all(&w->c, &all);
    bool known = !name.n, done = !err;
    for (size_t i = 0; !err && i < all.n; i++) known = known || str_eq_nocase(all.items[i].name, name);
    if (err) (void)failed(w, "the networks could not be read", err);
    if (done && known) done = choose_pcn(w, name);
    read_end(w);
    f->practice.pcn = w->actor.pcn;
    f->pcn = known ? STR_NONE : name;
    return done;
}

/* What the published table of organisations says of a code: its name where none was typed, and in words what
 * somebody should know who typed another one, or a practice that has closed. Where no table knows it nothing is
 * said. */
static bool ask_the_table(struct carrying *w, struct str code, struct str *name, struct str *ret_note)
{
    struct reference_organisation o;
    struct arena *a = w->c.arena;
    *ret_note = STR("");
    if (!read_begin(w)) return false;
    enum err err = reference_organisation(&w->c, code, &o);
    read_end(w);
    if (err) return err == ERR_NOT_FOUND ? true : failed(w, "the table of organisations could not be read", err);
    struct str origin = reference_origin_text(a, &o.origin);
    if (!name->n) *name = o.name;
    if (!str_eq_nocase(*name, o.name))
        *ret_note = str_printf(a, "Its name is %.*s in %.*s.\n", STR_ARG(o.name), STR_ARG(origin));
    if (!o.open) {
        struct str day = date_is_set(o.closed) ? date_long(a, o.closed) : STR("a day that is not said");
        *ret_note = str_printf(
            a, "%.*sIt closed on %.*s, says %.*s.\n", STR_ARG(*ret_note), STR_ARG(day), STR_ARG(origin));
    }
    return true;
}

static void practice_new(struct carrying *w, const struct staff_order *o)
{
    struct ods_code ods;
    struct str pcn = str_trim(o->pcn), note;
    struct founding f = {.practice = {.name = o->name}};
    if (!ods_code_parse(o->code, &ods)) {
        refuse(w, EXIT_USAGE, STR("--code must be an ODS code, like A99001"));
        return;
    }
    f.practice.ods_code = str_dup(w->c.arena, ods_code_str(&ods));
    if (!ask_the_table(w, f.practice.ods_code, &f.practice.name, &note)) return;
    if (!is_line(f.practice.name)) {
        refuse(w, EXIT_USAGE, STR("--name must be the practice's name"));
        return;
    }
    if (pcn.n && !is_line(pcn)) {
        refuse(w, EXIT_USAGE, STR("--pcn must be the network's name"));
        return;
    }
    if (!found_where(w, pcn, &f)) return;
    if (!run(w, STR("practice.add"), add_practice, &f, "a practice with this code is there already")) return;
    struct str made = f.pcn.n ? str_printf(w->c.arena, "Made the network %.*s.\n", STR_ARG(f.pcn)) : STR("");
    w->answer->said = str_printf(w->c.arena, "%.*sAdded the practice %.*s, %.*s.\n%.*s", STR_ARG(made),
        STR_ARG(f.practice.ods_code), STR_ARG(f.practice.name), STR_ARG(note));
}

static enum err print_networks(struct carrying *w, struct buf *out)
{
    struct practice_list all;
    struct pcn_list networks;
    enum err err = practices_all(&w->c, &all);
    if (!err) err = pcn_all(&w->c, &networks);
    for (size_t i = 0; !err && i < networks.n; i++) {
        buf_printf(out, "%.*s\n", STR_ARG(networks.items[i].name));
        for (size_t n = 0; n < all.n; n++)
            if (all.items[n].pcn.v == networks.items[i].id.v)
                buf_printf(out, "  %-9.*s %.*s\n", STR_ARG(all.items[n].ods_code), STR_ARG(all.items[n].name));
    }
    return err;
}

static void practice_list_all(struct carrying *w)
{
    if (!read_begin(w)) return;
    struct buf out = buf_new(w->c.arena, 1024, SAID_MOST);
    enum err err = print_networks(w, &out);
    read_end(w);
    if (err)
        failed(w, "the practices could not be read", err);
    else
        w->answer->said = buf_str(&out);
}

/* ---- users ---- */

struct invitation {
    struct account_new account;
    struct str token;
};

static enum err invite(struct ctx *c, void *arg)
{
    struct invitation *one = arg;
    one->account.key = (struct uuid){{0}};
    enum err err = account_create(c, &one->account);
    return err ? err : account_invite_link(c, one->account.id, one->token);
}

static bool where(struct carrying *w, const struct staff_order *o, struct account_role *role)
{
    struct practice practice;
    if (!choose_pcn(w, o->pcn)) return false;
    role->pcn = w->actor.pcn;
    if (!o->practice.n) return true;
    if (practice_by_code(&w->c, o->practice, &practice) || practice.pcn.v != role->pcn.v)
        return refuse(w, EXIT_REFUSED,
            str_printf(w->c.arena, "no practice of this network has the code %.*s", STR_ARG(o->practice)));
    role->practice = practice.id;
    return true;
}

static void user_new(struct carrying *w, const struct staff_order *o)
{
    struct invitation one = {
        .account = {.email = o->email, .name = o->name}, .token = account_link_token(w->c.arena)};
    if (!is_line(o->email) || !is_line(o->name) || !staff_role_from_code(o->role, &one.account.role.role)) {
        refuse(w, EXIT_USAGE, STR("--email, --name and --role are needed"));
        return;
    }
    if (!read_begin(w)) return;
    bool placed = where(w, o, &one.account.role);
    read_end(w);
    if (!placed || !run(w, STR("user.add"), invite, &one, "somebody has an account with this email address"))
        return;
    w->answer->said =
        str_printf(w->c.arena, "Added %.*s. Their one-time link, good for 72 hours:\n    %.*s/welcome/%.*s\n",
            STR_ARG(o->email), STR_ARG(w->c.app->origin), STR_ARG(one.token));
}

void staff_carry_out(
    const struct app *app, struct arena *a, const struct staff_order *order, struct staff_answer *ret)
{
    *ret = (struct staff_answer){.status = EXIT_DONE};
    struct carrying w = {.trace = {.arena = a}, .actor = INSTANCE_ACTOR, .answer = ret};
    w.c = (struct ctx){.arena = a, .actor = &w.actor, .clock = app->clock, .app = app, .trace = &w.trace};
    if (str_eq(order->verb, STR("practice.add")))
        practice_new(&w, order);
    else if (str_eq(order->verb, STR("practice.list")))
        practice_list_all(&w);
    else if (str_eq(order->verb, STR("user.add")))
        user_new(&w, order);
    else
        refuse(&w, EXIT_USAGE, STR("there is no such order"));
}
