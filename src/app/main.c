/* cairn: finds the command, runs it. */
#include "app/backup_command.h"
#include "app/command.h"
#include "app/demo_command.h"
#include "app/import_child.h"
#include "app/import_command.h"
#include "app/mail_child.h"
#include "app/reference_child.h"
#include "app/restore_command.h"
#include "base/clock.h"
#include "base/limits.h"

static int help_command(struct arena *a, struct arguments *args);

/* What each command may get at, besides what its libraries need. */
enum { READ = SANDBOX_READ, CHANGE = SANDBOX_READ | SANDBOX_WRITE };
static const struct reach NOTHING = {.role = SANDBOX_COMMAND};
static const struct reach DATA = {
    .role = SANDBOX_COMMAND, .places = {{"data", CHANGE, false}}, .addresses = {"to", "database-owner"}};
static const struct reach DATA_AND_BACKUP = {
    .role = SANDBOX_COMMAND, .places = {{"data", CHANGE, false}, {NULL, CHANGE, true}, {"private", CHANGE, true}}};
/* What is rejected is written beside the file that it came from. */
static const struct reach DATA_AND_FILES = {.role = SANDBOX_IMPORTER,
    .verbs = 1,
    .places = {{"data", CHANGE, false}, {NULL, READ, false}, {NULL, CHANGE, true}, {"columns", READ, false}}};
static const struct command COMMANDS[] = {
    {"serve", "--data DIR [--listen ADDRESS:PORT] ...", "run the server", &REACH_ITSELF, NULL, serve_command},
    {"server", "", NULL, &REACH_ITSELF, NULL, server_command},
    {"server-again", "", NULL, &REACH_ITSELF, NULL, server_again_command},
    {"init", "--data DIR --pcn NAME --admin EMAIL [--database ADDRESS --database-owner ADDRESS]",
        "make a new, empty installation", &REACH_ITSELF, NULL, init_command},
    {"demo", "--data DIR [--people N] [--seed S] [--accounts FILE] [--with-mfa]",
        "an invented primary care network to try Cairn with", &REACH_ITSELF,
        (const char *const[]){"with-mfa", NULL}, demo_command},
    {"practice", "add --data DIR --code ODS [--name NAME] [--pcn NAME] | list --data DIR",
        "networks and their practices", &DATA, NULL, practice_command},
    {"user", "add --data DIR --email EMAIL --name NAME --role ROLE [--practice ODS] [--pcn NAME]",
        "an account, with a one-time link to set its password", &DATA, NULL, user_command},
    {"audit", "verify --data DIR [--head LINE] [--json]", "is the trail of who did what whole", &DATA,
        (const char *const[]){"json", NULL}, audit_command},
    {"import",
        "fhir|gp --data DIR [--pcn NAME] [--source NAME] [--practice CODE] [--columns FILE] [--dry-run] [--json]\n"
        "           PATH...\n"
        "       cairn import codes|organisations|deprivation|postcodes|holidays --data DIR [--name NAME]\n"
        "           [--version VERSION] [--dated DAY] [--source NAME] [--dry-run] [--json] PATH...",
        "people and their records from FHIR files and lists of GP systems; tables that others publish",
        &DATA_AND_FILES, IMPORT_SWITCHES, import_command},
    {"import-child", "", NULL, &REACH_ITSELF, NULL, import_child_command},
    {"mail-child", "", NULL, &REACH_ITSELF, NULL, mail_child_command},
    {"reference-child", "", NULL, &REACH_ITSELF, NULL, reference_child_command},
    {"upgrade", "--data DIR [--database-owner ADDRESS]", "bring the database up to date, as its owner", &DATA,
        NULL, upgrade_command},
    {"move", "--data DIR --to ADDRESS|sqlite --database-owner ADDRESS [--json]",
        "all data from SQLite to PostgreSQL, or back, proven to be the same", &DATA,
        (const char *const[]){"json", NULL}, move_command},
    {"check", "--data DIR [--json]", "is the data whole, is it backed up, has a restore been proven", &DATA,
        (const char *const[]){"json", NULL}, check_command},
    {"backup-key", "--data DIR --private FILE [--replace]", "the pair of keys that backups are sealed with",
        &DATA_AND_BACKUP, BACKUP_KEY_SWITCHES, backup_key_command},
    {"backup", "--data DIR [--json] FILE", "a sealed copy of everything, while people work", &DATA_AND_BACKUP,
        BACKUP_SWITCHES, backup_command},
    {"restore", "FILE --key FILE --data DIR [--older] [--json] | --prove FILE --key FILE [--data DIR]",
        "an installation from a backup, proven; or the proof alone", &REACH_ITSELF, RESTORE_SWITCHES,
        restore_command},
    {"routes", "[--json]", "every address: who may, whose people, whose trace", &NOTHING,
        (const char *const[]){"json", NULL}, routes_command},
    {"help", "[COMMAND]", "what the commands do", &NOTHING, NULL, help_command},
};

const struct command *command_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++)
        if (str_eq(name, str_from_cstr(COMMANDS[i].name))) return &COMMANDS[i];
    return NULL;
}

int command_failed(int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("cairn: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return status;
}

int command_usage(const struct command *command, struct str why)
{
    fprintf(stderr, "cairn: %.*s\nusage: cairn %s %s\n", STR_ARG(why), command->name, command->usage);
    return EXIT_USAGE;
}

int command_flags_known(const struct arguments *args)
{
    struct str unknown = arguments_unknown(args);
    if (!unknown.n) return EXIT_DONE;
    return command_failed(EXIT_USAGE, "--%.*s is not known here. `cairn help %.*s` lists what is",
        STR_ARG(unknown), STR_ARG(args->command));
}

/* About one command, or, with NULL, about all. */
static int print_help(const struct command *one)
{
    if (one) {
        printf("usage: cairn %s %s\n\n%s\n", one->name, one->usage, one->summary ? one->summary : "");
    } else {
        puts("Cairn: the software that care co-ordinators do their work in\n\nusage: cairn COMMAND ...\n");
        for (size_t i = 0; i < COUNT_OF(COMMANDS); i++)
            if (COMMANDS[i].summary) printf("  %-10s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    }
    puts("\nSettings, as flags, as CAIRN_* variables or in cairn.conf in the data directory:\n");
    settings_print_help(stdout);
    return EXIT_DONE;
}

static int help_command(struct arena *a, struct arguments *args)
{
    (void)a;
    const struct command *one = args->rest.n ? command_find(args->rest.items[0]) : NULL;
    if (args->rest.n && !one)
        return command_failed(EXIT_USAGE, "there is no command \"%.*s\"", STR_ARG(args->rest.items[0]));
    return print_help(one);
}

static int run(struct arena *a, int argc, char *const *argv)
{
    struct arguments args;
    struct str why, word = argc > 1 ? str_from_cstr(argv[1]) : STR("help");
    if (str_eq(word, STR("--version"))) {
        puts("cairn " CAIRN_VERSION);
        return EXIT_DONE;
    }
    if (str_eq(word, STR("--help"))) word = STR("help");
    const struct command *command = command_find(word);
    if (!command)
        return command_failed(EXIT_USAGE, "there is no command \"%.*s\". `cairn help` lists them", STR_ARG(word));
    for (int i = 2; i < argc; i++)
        if (str_eq(str_from_cstr(argv[i]), STR("--help"))) return print_help(command);
    if (arguments_parse(a, argc, argv, command->switches, &args, &why)) return command_usage(command, why);
    int status = command->reach->itself ? EXIT_DONE : confine_command(a, &args, command->reach);
    return status ? status : command->run(a, &args);
}

int main(int argc, char **argv)
{
    struct arena arena;
    clock_use_english_time();
    arena_init(&arena, LIMIT_JOB_ARENA);
    int status = run(&arena, argc, argv);
    arena_release(&arena);
    return status;
}
