/* `cairn audit verify`: is the trail whole. */
#include "app/command.h"
#include "base/limits.h"
#include "wire/json_write.h"

int command_open_keys(struct arena *a, struct arguments *args, const char **ret_directory, struct crypto_keys *ret)
{
    struct str data = arguments_flag(args, "data");
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    *ret_directory = str_cstr(a, data);
    crypto_start();
    enum err err = crypto_keys_read(*ret_directory, ret);
    if (err == ERR_NOT_FOUND) return command_failed(EXIT_DATA, "%s holds no installation", *ret_directory);
    return err ? command_failed(EXIT_DATA, "the keys in %s: %s", *ret_directory, err_text(err)) : EXIT_DONE;
}

int command_database(struct arena *a, struct arguments *args, const char *directory, struct str *ret)
{
    struct settings settings;
    struct str why;
    if (settings_read(a, args, directory, &settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    *ret = settings.database;
    return EXIT_DONE;
}

/* Both kinds are in one chain where the data was moved between SQLite and PostgreSQL. */
static void print_whole(const struct audit_finding *f)
{
    printf("The audit is whole: %lld rows%s.\n", (long long)f->rows,
        f->against_head ? ", up to and including the signed head" : "");
    if (f->chained && f->chained < f->rows)
        printf("The data was moved: %lld of them were chained on SQLite, %lld sealed on PostgreSQL.\n",
            (long long)f->chained, (long long)(f->rows - f->chained));
}

static void print_finding(struct arena *a, const struct audit_finding *f, bool json)
{
    struct str text = audit_fault_text(f->fault);
    if (!json) {
        if (f->fault)
            printf("Row %lld: %.*s. %lld rows before it are good.\n", (long long)f->seq, STR_ARG(text),
                (long long)f->rows);
        else
            print_whole(f);
        if (f->unsealed)
            printf(
                "%lld rows after it are good, but not sealed yet: a running server does that within a second.\n",
                (long long)f->unsealed);
        return;
    }
    struct buf out = buf_new(a, 256, LIMIT_LINE * 8);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("whole"));
    json_bool(&w, !f->fault);
    json_name(&w, STR("rows"));
    json_int(&w, f->rows);
    json_name(&w, STR("chained"));
    json_int(&w, f->chained);
    json_name(&w, STR("row"));
    json_int(&w, f->seq);
    json_name(&w, STR("unsealed"));
    json_int(&w, f->unsealed);
    json_name(&w, STR("finding"));
    json_str(&w, text);
    json_object_end(&w);
    json_writer_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

int audit_command(struct arena *a, struct arguments *args)
{
    struct crypto_keys keys;
    struct audit_finding finding;
    const char *directory = NULL;
    bool json = arguments_switch(args, "json");
    struct str head = arguments_flag(args, "head");
    if (args->rest.n != 1 || !str_eq(args->rest.items[0], STR("verify")))
        return command_usage(command_find(STR("audit")), STR("say what to do with the audit: verify"));
    struct str database = STR_NONE;
    int status = command_open_keys(a, args, &directory, &keys);
    if (!status) status = command_database(a, args, directory, &database);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    enum err err = store_audit_verify(directory, database, &keys, head, &finding);
    crypto_keys_forget(&keys);
    if (err) return command_failed(EXIT_DATA, "the audit could not be read: %s", err_text(err));
    print_finding(a, &finding, json);
    return finding.fault ? EXIT_REFUSED : EXIT_DONE;
}
