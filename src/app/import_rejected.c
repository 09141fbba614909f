#include "app/import_rejected.h"

#include <unistd.h>

struct str rejected_path(struct arena *a, const char *path, bool part)
{
    struct str p = str_from_cstr(path);
    while (p.n > 1 && p.p[p.n - 1] == '/') p.n--;
    return str_printf(a, "%.*s.rejected.csv%s", STR_ARG(p), part ? ".part" : "");
}

static void write_cell(FILE *f, struct str text, bool last)
{
    bool formula = text.n && memchr("=+-@\t\r", text.p[0], 6);
    fputs(formula ? "\"'" : "\"", f);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') fputc('"', f);
        fputc(text.p[i], f);
    }
    fputs(last ? "\"\r\n" : "\",", f);
}

void rejected_begin(struct rejected_files *r)
{
    if (!r->open) r->open = ARENA_ARRAY(r->arena, FILE *, r->n);
    for (size_t i = 0; i < r->n; i++) {
        if (r->open[i]) fclose(r->open[i]);
        r->open[i] = NULL;
    }
}

static FILE *file_for(struct rejected_files *r, size_t given)
{
    if (!r->open[given] && !r->failed) {
        struct arena_mark mark = arena_mark(r->arena);
        r->open[given] = fopen(str_cstr(r->arena, rejected_path(r->arena, r->paths[given], true)), "we");
        arena_rewind(r->arena, mark);
        if (r->open[given])
            fputs("file,line or entry,resource,id,reason\r\n", r->open[given]);
        else
            r->failed = true;
    }
    return r->open[given];
}

void rejected_add(struct rejected_files *r, const struct import_refusal *refusal)
{
    if (refusal->file >= r->files->n) return; /* the reader is not trusted to name a file that isn't there */
    const struct import_file *file = &r->files->items[refusal->file];
    FILE *f = file_for(r, file->given);
    if (!f) return;
    char place[24] = "";
    if (refusal->place) snprintf(place, sizeof place, "%llu", (unsigned long long)refusal->place);
    write_cell(f, str_from_cstr(file->path), false);
    write_cell(f, str_from_cstr(place), false);
    write_cell(f, refusal->type, false);
    write_cell(f, refusal->id, false);
    write_cell(f, refusal->reason, true);
}

void rejected_end(struct rejected_files *r, bool keep)
{
    for (size_t i = 0; i < r->n; i++) {
        const char *part = str_cstr(r->arena, rejected_path(r->arena, r->paths[i], true));
        const char *whole = str_cstr(r->arena, rejected_path(r->arena, r->paths[i], false));
        bool written = r->open[i] && !ferror(r->open[i]);
        if (r->open[i] && fclose(r->open[i])) written = false;
        if (r->open[i] && !written) r->failed = true;
        if (written && keep && rename(part, whole)) r->failed = true;
        if (!written || !keep) (void)unlink(part);
        if (!r->open[i] && keep) (void)unlink(whole);
        r->open[i] = NULL;
    }
}
