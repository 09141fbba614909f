/* `cairn init`: a new, empty installation, and the one-time link of its first administrator. */
#include "app/command.h"
#include "app/modules.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "care/accounts/accounts.h"
#include "care/organisations/organisation.h"
#include "platform/installation/installation.h"

struct founding {
    struct str name, email, token;
};

static enum err found(struct ctx *c, void *arg)
{
    const struct founding *f = arg;
    struct pcn pcn = {.name = f->name};
    enum err err = installation_write(c, &(struct installation){.key = uuid_new(c->clock), .name = f->name});
    if (!err) err = pcn_add(c, &pcn);
    struct account_new admin = {.email = f->email,
        .name = STR("Administrator"),
        .role = {.role = STAFF_ROLE_ADMINISTRATOR, .pcn = pcn.id}};
    if (!err) err = account_create(c, &admin);
    return err ? err : account_invite_link(c, admin.id, f->token);
}

static int check_words(struct str name, struct str email)
{
    if (!name.n || !utf8_is_valid(name, NULL) || !utf8_is_plain(name) || utf8_length(name) > LIMIT_LINE)
        return command_failed(
            EXIT_USAGE, "--pcn must be the network's name, of at most %d characters", LIMIT_LINE);
    size_t at;
    if (!str_find(email, '@', &at) || email.n > LIMIT_EMAIL)
        return command_failed(EXIT_USAGE, "--admin must be an email address");
    return EXIT_DONE;
}

int init_command(struct arena *a, struct arguments *args)
{
    struct founding f = {.name = arguments_flag(args, "pcn"), .email = arguments_flag(args, "admin")};
    struct str data = arguments_flag(args, "data");
    int status = check_words(f.name, f.email);
    if (status) return status;
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    crypto_start();
    enum err err = installation_directory_create(str_cstr(a, data));
    if (err == ERR_EXISTS) return command_failed(EXIT_DATA, "%.*s holds an installation already", STR_ARG(data));
    if (err) return command_failed(EXIT_DATA, "%.*s could not be made: %s", STR_ARG(data), err_text(err));
    status = confine_command(a, args, &REACH_NEW_DATA);
    if (status) return status;
    struct instance instance;
    status = instance_open_new(a, args, &instance);
    if (status) return status;
    struct trace trace = {.arena = a};
    struct ctx c = instance_ctx(&instance, a, &trace);
    f.token = account_link_token(a);
    status = instance_run(&instance, &c, STR("init"), found, &f);
    struct str at = instance.app.origin;
    instance_close(&instance);
    if (status) return status;
    printf("%.*s is ready in %.*s.\n\nStart it with\n    cairn serve --data %.*s\n"
           "and open this link within 72 hours. It works once, for %.*s:\n    %.*s/welcome/%.*s\n",
        STR_ARG(f.name), STR_ARG(data), STR_ARG(data), STR_ARG(f.email), STR_ARG(at), STR_ARG(f.token));
    return EXIT_DONE;
}
