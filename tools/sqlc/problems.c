/* What is wrong with the input, and reading it: shared with tools/migrations. */
#include "sqlc.h"

void problem_add(struct problems *ps, struct str file, int line, const char *format, ...)
{
    if (ps->n == SQLC_MOST_PROBLEMS) return;
    char text[600];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ps->items[ps->n++] = (struct problem){file, line, str_dup(ps->arena, str_from_cstr(text))};
}

bool read_whole_file(struct arena *a, const char *path, size_t most, struct str *ret_text)
{
    FILE *f = fopen(path, "rbe");
    if (!f) return false;
    char *p = arena_alloc(a, most + 1, 1);
    size_t n = fread(p, 1, most + 1, f);
    bool good = !ferror(f) && n <= most;
    fclose(f);
    if (good) *ret_text = (struct str){p, n};
    return good;
}
