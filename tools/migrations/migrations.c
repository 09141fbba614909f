/*
 * Turns the files of migrations/ into one C table, so that the program carries them within itself.
 *
 *     migrations OUTPUT.c 0001_platform.sql 0002_organisations.sql ...
 *
 * The number and the name come from the file's name. Numbers must count from 1 without a gap, so a forgotten file
 * or two with one number stop the build.
 */
#include "base/base.h"

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

static void write_bytes(FILE *out, const char *path, int number)
{
    FILE *in = fopen(path, "rb");
    int c, n = 0;
    if (!in) stop(path, "can't be opened");
    fprintf(out, "static const char migration_%d[] = {", number);
    for (; (c = getc(in)) != EOF; n++) {
        if (c == 0 || c > 126 || n > LARGEST) stop(path, "is not a text of plain ASCII, or is too large");
        fprintf(out, "%s%d,", n % 24 ? "" : "\n", c);
    }
    if (ferror(in)) stop(path, "can't be read");
    fclose(in);
    fprintf(out, "\n};\n\n");
}

static void write_row(FILE *out, const char *path, int number)
{
    const char *name = base_name(path) + 5, *end = strstr(name, ".sql");
    if (!end || end == name || end[4]) stop(path, "a migration's name ends with .sql");
    int n = (int)(end - name);
    fprintf(out, "    {%d, {\"%.*s\", %d},", number, n, name, n);
    fprintf(out, " {migration_%d, sizeof migration_%d}},\n", number, number);
}

int main(int argc, char **argv)
{
    if (argc < 3) stop("migrations", "usage: migrations OUTPUT.c FILE...");
    FILE *out = fopen(argv[1], "w");
    if (!out) stop(argv[1], "can't be written");
    fprintf(out, "#include \"platform/db/migrate.h\"\n\n");
    for (int i = 2; i < argc; i++) {
        if (number_of(argv[i]) != i - 1) stop(argv[i], "migrations are numbered from 1 without gaps, in order");
        write_bytes(out, argv[i], i - 1);
    }
    fprintf(out, "static const struct migration all[] = {\n");
    for (int i = 2; i < argc; i++) write_row(out, argv[i], i - 1);
    fprintf(out, "};\n\nconst struct migration_list migrations_built_in = {all, %d};\n", argc - 2);
    if (ferror(out) || fclose(out)) stop(argv[1], "can't be written");
    return 0;
}
