/* `cairn audit verify` and `cairn check`: is the trail whole, is the data whole. */
#include "app/command.h"
#include "base/limits.h"
#include "platform/db/sqlite_internal.h"
#include "platform/sandbox/sandbox.h"
#include "wire/json_write.h"

static int open_keys(struct arena *a, struct arguments *args, const char **ret_directory, struct crypto_keys *ret)
{
    struct str data = arguments_flag(args, "data");
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    *ret_directory = str_cstr(a, data);
    crypto_start();
    enum err err = crypto_keys_read(*ret_directory, ret);
    if (err == ERR_NOT_FOUND) return command_failed(EXIT_DATA, "%s holds no installation", *ret_directory);
    return err ? command_failed(EXIT_DATA, "the keys in %s: %s", *ret_directory, err_text(err)) : EXIT_DONE;
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
    const char *directory;
    bool json = arguments_switch(args, "json");
    struct str head = arguments_flag(args, "head");
    if (args->rest.n != 1 || !str_eq(args->rest.items[0], STR("verify")))
        return command_usage(command_find(STR("audit")), STR("say what to do with the audit: verify"));
    int status = open_keys(a, args, &directory, &keys);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    enum err err = store_audit_verify(directory, &keys, head, &finding);
    crypto_keys_forget(&keys);
    if (err) return command_failed(EXIT_DATA, "the audit could not be read: %s", err_text(err));
    print_finding(a, &finding, json);
    return finding.fault ? EXIT_REFUSED : EXIT_DONE;
}

int check_command(struct arena *a, struct arguments *args)
{
    struct crypto_keys keys;
    struct db *db;
    struct db_problem_list problems;
    const char *directory;
    int status = open_keys(a, args, &directory, &keys);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    crypto_keys_forget(&keys);
    struct str path = str_printf(a, "%s/cairn.db", directory);
    enum err err = db_open(str_cstr(a, path), DB_READER, &db);
    if (!err) err = db_check(db, a, &problems);
    if (err) return command_failed(EXIT_DATA, "the database could not be checked: %s", err_text(err));
    db_close(db);
    if (!sandbox_files_are_closed())
        puts("This kernel has no Landlock: the server is not held to its own folder, only to its own system "
             "calls.");
    for (size_t i = 0; i < problems.n; i++) printf("%.*s\n", STR_ARG(problems.items[i]));
    if (problems.n) return command_failed(EXIT_DATA, "%zu problems found. Restore a backup", problems.n);
    puts("The data is whole.");
    return EXIT_DONE;
}
