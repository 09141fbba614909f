#include "care/workforce/state.h"

enum { STATE_CEILING = 64 * 1024 };

void state_begin(struct state *s, struct arena *a)
{
    s->arena = a;
    s->out = buf_new(a, 512, STATE_CEILING);
    s->w = json_writer_new(&s->out);
    json_object_begin(&s->w);
}

void state_text(struct state *s, const char *name, struct str value)
{
    if (!value.n) return;
    json_name(&s->w, str_from_cstr(name));
    json_str(&s->w, value);
}

void state_day(struct state *s, const char *name, struct date day)
{
    if (date_is_set(day)) state_text(s, name, date_iso(s->arena, day));
}

void state_number(struct state *s, const char *name, int64_t number)
{
    if (!number) return;
    json_name(&s->w, str_from_cstr(name));
    json_int(&s->w, number);
}

struct str state_end(struct state *s)
{
    json_object_end(&s->w);
    json_writer_end(&s->w);
    MUST(!s->out.overflow);
    return buf_str(&s->out);
}
