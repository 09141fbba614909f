/* What is wrong with the input, as data. */
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
