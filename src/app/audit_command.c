/* `cairn audit verify` and `cairn check`: is the trail whole, is the data whole. */
#include "app/command.h"
#include "base/limits.h"
#include "platform/db/sqlite_internal.h"
#include "wire/json_write.h"

/* What both commands need of an installation that may be in use: its directory, keys and settings. */
struct opened {
    const char *directory;
    struct crypto_keys keys;
    struct settings settings;
};

static int open_beside(struct arena *a, struct arguments *args, struct opened *ret)
{
    struct str why;
    struct str data = arguments_flag(args, "data");
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    ret->directory = str_cstr(a, data);
    crypto_start();
    enum err err = crypto_keys_read(ret->directory, &ret->keys);
    if (err == ERR_NOT_FOUND) return command_failed(EXIT_DATA, "%s holds no installation", ret->directory);
    if (err) return command_failed(EXIT_DATA, "the keys in %s: %s", ret->directory, err_text(err));
    if (settings_read(a, args, ret->directory, &ret->settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    return command_flags_known(args);
}

static void print_finding(struct arena *a, const struct audit_finding *f, bool json)
{
    struct str text = audit_fault_text(f->fault);
    if (!json) {
        if (f->fault)
            printf("Row %lld: %.*s. %lld rows before it are good.\n", (long long)f->seq, STR_ARG(text),
                (long long)f->rows);
        else
            printf("The audit is whole: %lld rows%s.\n", (long long)f->rows,
                f->against_head ? ", up to and including the signed head" : "");
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
    struct opened at;
    struct audit_finding finding;
    bool json = arguments_switch(args, "json");
    struct str head = arguments_flag(args, "head");
    if (args->rest.n != 1 || !str_eq(args->rest.items[0], STR("verify")))
        return command_usage(command_find(STR("audit")), STR("say what to do with the audit: verify"));
    int status = open_beside(a, args, &at);
    if (status) return status;
    enum err err = store_audit_verify(at.directory, at.settings.database, &at.keys, head, &finding);
    crypto_keys_forget(&at.keys);
    if (err) return command_failed(EXIT_DATA, "the audit could not be read: %s", err_text(err));
    print_finding(a, &finding, json);
    return finding.fault ? EXIT_REFUSED : EXIT_DONE;
}

int check_command(struct arena *a, struct arguments *args)
{
    struct opened at;
    struct db_problem_list problems;
    int status = open_beside(a, args, &at);
    if (status) return status;
    crypto_keys_forget(&at.keys);
    enum err err = store_check(at.directory, at.settings.database, a, &problems);
    if (err) return command_failed(EXIT_DATA, "the database could not be checked: %s", err_text(err));
    for (size_t i = 0; i < problems.n; i++) printf("%.*s\n", STR_ARG(problems.items[i]));
    if (problems.n) return command_failed(EXIT_DATA, "%zu problems found. Restore a backup", problems.n);
    puts(at.settings.database.n ?
            "The schema is whole and its rows are guarded. PostgreSQL checks its own files." :
            "The data is whole.");
    return EXIT_DONE;
}
