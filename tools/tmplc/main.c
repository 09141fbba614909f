/* tmplc [--header ui/button.tmpl.h] INPUT.html OUT.c OUT.h: see README.md. */
#include "tmplc.h"

#include "base/limits.h"

static bool read_file(struct arena *a, const char *path, struct str *ret)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    char *text = arena_alloc(a, LIMIT_TEMPLATE + 1, 1);
    size_t n = fread(text, 1, LIMIT_TEMPLATE + 1, file);
    bool ok = !ferror(file);
    fclose(file);
    *ret = (struct str){text, n};
    return ok;
}

static bool write_file(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool ok = fwrite(text.p, 1, text.n, file) == text.n;
    return fclose(file) == 0 && ok;
}

static struct str last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_from_cstr(slash ? slash + 1 : path);
}

static int compile(struct arena *a, struct str header, char **paths)
{
    struct str text;
    struct compiled out;
    struct problem problem;
    if (!read_file(a, paths[0], &text)) {
        fprintf(stderr, "tmplc: %s can't be read\n", paths[0]);
        return 1;
    }
    if (!header.n) header = last_part(paths[2]);
    if (!template_compile(a, str_from_cstr(paths[0]), header, text, &out, &problem)) {
        fprintf(stderr, "%s:%d: %.*s\n", paths[0], problem.line, STR_ARG(problem.message));
        return 1;
    }
    if (!write_file(paths[1], out.source) || !write_file(paths[2], out.header)) {
        fprintf(stderr, "tmplc: %s or %s can't be written\n", paths[1], paths[2]);
        return 1;
    }
    return 0;
}

int main(int n, char **words)
{
    struct arena arena;
    struct str header = STR_NONE;
    char **paths = words + 1;
    if (n == 6 && str_eq(str_from_cstr(words[1]), STR("--header"))) {
        header = str_from_cstr(words[2]);
        paths += 2;
        n -= 2;
    }
    if (n != 4) {
        fprintf(stderr, "usage: tmplc [--header PATH] INPUT.html OUT.c OUT.h\n");
        return 2;
    }
    arena_init(&arena, LIMIT_JOB_ARENA);
    int status = compile(&arena, header, paths);
    arena_release(&arena);
    return status;
}
