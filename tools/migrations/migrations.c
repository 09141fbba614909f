/*
 * Turns the files of migrations/ into one C table, so that the program carries them within itself: each as it is
 * for SQLite, and translated for PostgreSQL (translate.h).
 *
 *     migrations OUTPUT.c postgres/before.sql postgres/after.sql 0001_platform.sql 0002_organisations.sql ...
 *     migrations --postgres 0001_platform.sql ...      prints the translations
 *
 * The number and the name come from the file's name. Numbers must count from 1 without a gap, so a forgotten file
 * or two with one number stop the build.
 */
#include "translate.h"

#include "base/limits.h"

enum { LARGEST = 4 * 1024 * 1024 };

NORETURN static void stop(const char *file, const char *why)
{
    fprintf(stderr, "%s: %s\n", file, why);
    exit(1);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_of(const char *path)
{
    const char *name = base_name(path);
    int number = 0;
    for (int i = 0; i < 4; i++) {
        if (!digit(name[i])) stop(path, "a migration's name begins with four digits");
        number = number * 10 + (name[i] - '0');
    }
    if (name[4] != '_') stop(path, "after the four digits comes an underline");
    return number;
}

static struct str read_migration(struct arena *a, const char *path)
{
    struct str text;
    if (!read_whole_file(a, path, LARGEST, &text)) stop(path, "can't be read, or is too large");
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] <= 0 || text.p[i] > 126) stop(path, "is not a text of plain ASCII");
    return text;
}

static void write_bytes(FILE *out, const char *name, struct str text)
{
    fprintf(out, "static const char %s[] = {", name);
    for (size_t i = 0; i < text.n; i++) fprintf(out, "%s%d,", i % 24 ? "" : "\n", text.p[i]);
    fprintf(out, "\n};\n\n");
}

static void write_row(FILE *out, const char *path, int number)
{
    const char *name = base_name(path) + 5, *end = strstr(name, ".sql");
    if (!end || end == name || end[4]) stop(path, "a migration's name ends with .sql");
    int n = (int)(end - name);
    fprintf(out, "    {%d, {\"%.*s\", %d},", number, n, name, n);
    fprintf(out, " {sqlite_%d, sizeof sqlite_%d}, {postgres_%d, sizeof postgres_%d}},\n", number, number, number,
        number);
}

struct work {
    struct arena arena;
    char **files; /* of the migrations */
    int n;
    struct str before, after, *sqlite, *postgres;
};

static void write_table(const char *path, struct work *w)
{
    FILE *out = fopen(path, "w");
    if (!out) stop(path, "can't be written");
    fprintf(out, "#include \"platform/db/migrate.h\"\n\n");
    for (int i = 0; i < w->n; i++) {
        write_bytes(out, str_cstr(&w->arena, str_printf(&w->arena, "sqlite_%d", i + 1)), w->sqlite[i]);
        write_bytes(out, str_cstr(&w->arena, str_printf(&w->arena, "postgres_%d", i + 1)), w->postgres[i]);
    }
    write_bytes(out, "before", w->before);
    write_bytes(out, "after", w->after);
    fprintf(out, "static const struct migration all[] = {\n");
    for (int i = 0; i < w->n; i++) write_row(out, w->files[i], i + 1);
    fprintf(out, "};\n\nconst struct migration_list migrations_built_in = {all, %d,\n", w->n);
    fprintf(out, "    {before, sizeof before}, {after, sizeof after}};\n");
    if (ferror(out) || fclose(out)) stop(path, "can't be written");
}

static void translate_all(struct work *w, struct problems *ps, bool in_order)
{
    struct translation t = translation_new(&w->arena, ps);
    w->sqlite = ARENA_ARRAY(&w->arena, struct str, (size_t)w->n);
    w->postgres = ARENA_ARRAY(&w->arena, struct str, (size_t)w->n);
    for (int i = 0; i < w->n; i++) {
        const char *path = w->files[i];
        if (in_order && number_of(path) != i + 1)
            stop(path, "migrations are numbered from 1 without gaps, in order");
        w->sqlite[i] = read_migration(&w->arena, path);
        w->postgres[i] = translate(&t, str_from_cstr(base_name(path)), w->sqlite[i]);
    }
    translation_end(&t, str_from_cstr(base_name(w->files[w->n - 1])));
    for (size_t i = 0; i < ps->n; i++)
        fprintf(stderr, "%.*s:%d: %.*s\n", STR_ARG(ps->items[i].file), ps->items[i].line,
            STR_ARG(ps->items[i].message));
}

int main(int argc, char **argv)
{
    bool print = argc > 2 && strcmp(argv[1], "--postgres") == 0;
    int first = print ? 2 : 4;
    if (argc <= first) stop("migrations", "usage: migrations OUTPUT.c BEFORE AFTER FILE... | --postgres FILE...");
    struct work w = {.files = argv + first, .n = argc - first};
    arena_init(&w.arena, LIMIT_JOB_ARENA);
    struct problems *ps = ARENA_NEW(&w.arena, struct problems);
    ps->arena = &w.arena;
    if (!print) w.before = read_migration(&w.arena, argv[2]), w.after = read_migration(&w.arena, argv[3]);
    translate_all(&w, ps, !print);
    for (int i = 0; print && i < w.n; i++) printf("%.*s", STR_ARG(w.postgres[i]));
    if (!ps->n && !print) write_table(argv[1], &w);
    int status = ps->n ? 1 : 0;
    arena_release(&w.arena);
    return status;
}
