/* `cairn user` and `cairn practice`: accounts and practices from the command line. */
#include "app/command.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "care/accounts/accounts.h"
#include "care/organisations/organisation.h"

/* The one network of this installation. */
static int only_pcn(struct ctx *c, struct pcn *ret)
{
    struct pcn_list all;
    enum err err = pcn_all(c, &all);
    if (err) return command_failed(EXIT_DATA, "the networks could not be read: %s", err_text(err));
    if (all.n != 1) return command_failed(EXIT_REFUSED, "this installation holds %zu networks; say which", all.n);
    *ret = all.items[0];
    return EXIT_DONE;
}

static bool is_line(struct str s)
{
    return s.n && utf8_is_valid(s, NULL) && utf8_is_plain(s) && utf8_length(s) <= LIMIT_LINE;
}

/* ---- practices ---- */

static enum err add_practice(struct ctx *c, void *arg)
{
    struct practice *p = arg;
    p->key = (struct uuid){{0}};
    return practice_add(c, p);
}

static int practice_new(struct instance *i, struct ctx *c, struct str code, struct str name)
{
    struct ods_code ods;
    struct pcn pcn;
    struct practice p = {.name = name};
    if (!ods_code_parse(code, &ods)) return command_failed(EXIT_USAGE, "--code must be an ODS code, like A99001");
    if (!is_line(name)) return command_failed(EXIT_USAGE, "--name must be the practice's name");
    int status = instance_read_begin(i, c);
    if (status) return status;
    status = only_pcn(c, &pcn);
    instance_read_end(i, c);
    if (status) return status;
    p.pcn = pcn.id;
    p.ods_code = str_dup(c->arena, ods_code_str(&ods));
    status = instance_run(i, c, STR("practice.add"), add_practice, &p);
    if (!status) printf("Added the practice %.*s, %.*s.\n", STR_ARG(p.ods_code), STR_ARG(name));
    return status;
}

static int practice_list_print(struct instance *i, struct ctx *c)
{
    struct practice_list all;
    int status = instance_read_begin(i, c);
    if (status) return status;
    enum err err = practices_all(c, &all);
    instance_read_end(i, c);
    if (err) return command_failed(EXIT_DATA, "the practices could not be read: %s", err_text(err));
    for (size_t n = 0; n < all.n; n++)
        printf("%-9.*s %.*s\n", STR_ARG(all.items[n].ods_code), STR_ARG(all.items[n].name));
    return EXIT_DONE;
}

int practice_command(struct arena *a, struct arguments *args)
{
    struct str verb = args->rest.n == 1 ? args->rest.items[0] : STR_NONE;
    struct str code = arguments_flag(args, "code"), name = arguments_flag(args, "name");
    if (!str_eq(verb, STR("add")) && !str_eq(verb, STR("list")))
        return command_usage(command_find(STR("practice")), STR("say what to do: add or list"));
    struct instance instance;
    int status = instance_open(a, args, &instance);
    if (status) return status;
    struct trace trace = {.arena = a};
    struct ctx c = instance_ctx(&instance, a, &trace);
    status =
        str_eq(verb, STR("add")) ? practice_new(&instance, &c, code, name) : practice_list_print(&instance, &c);
    instance_close(&instance);
    return status;
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

static int where(struct ctx *c, struct str code, struct account_role *role)
{
    struct pcn pcn;
    struct practice practice;
    int status = only_pcn(c, &pcn);
    if (status) return status;
    role->pcn = pcn.id;
    if (!code.n) return EXIT_DONE;
    if (practice_by_code(c, code, &practice))
        return command_failed(EXIT_REFUSED, "no practice here has the code %.*s", STR_ARG(code));
    role->practice = practice.id;
    return EXIT_DONE;
}

int user_command(struct arena *a, struct arguments *args)
{
    struct invitation one = {
        .account = {.email = arguments_flag(args, "email"), .name = arguments_flag(args, "name")}};
    struct str role = arguments_flag(args, "role"), practice = arguments_flag(args, "practice");
    if (args->rest.n != 1 || !str_eq(args->rest.items[0], STR("add")))
        return command_usage(command_find(STR("user")), STR("say what to do: add"));
    if (!is_line(one.account.email) || !is_line(one.account.name) ||
        !staff_role_from_code(role, &one.account.role.role))
        return command_usage(command_find(STR("user")), STR("--email, --name and --role are needed"));
    struct instance instance;
    int status = instance_open(a, args, &instance);
    if (status) return status;
    struct trace trace = {.arena = a};
    struct ctx c = instance_ctx(&instance, a, &trace);
    status = instance_read_begin(&instance, &c);
    if (!status) {
        status = where(&c, practice, &one.account.role);
        instance_read_end(&instance, &c);
    }
    one.token = account_link_token(a);
    if (!status) status = instance_run(&instance, &c, STR("user.add"), invite, &one);
    if (!status)
        printf("Added %.*s. Their one-time link, good for 72 hours:\n    http://%.*s/welcome/%.*s\n",
            STR_ARG(one.account.email), STR_ARG(instance.settings.listen), STR_ARG(one.token));
    instance_close(&instance);
    return status;
}
