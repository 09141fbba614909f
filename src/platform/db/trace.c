#include "platform/db/db.h"

/* Up to this many a walk through the list is quicker than a table. */
enum { TRACE_FEW = 16 };

static size_t slot_of(const struct trace *t, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 32) & (t->slot_count - 1);
    while (t->slots[at] && t->people[t->slots[at] - 1].v != id) at = (at + 1) & (t->slot_count - 1);
    return at;
}

static void fill_slots(struct trace *t)
{
    if (t->slots) memset(t->slots, 0, t->slot_count * sizeof *t->slots);
    for (size_t i = 0; t->slots && i < t->n; i++) t->slots[slot_of(t, t->people[i].v)] = (uint32_t)(i + 1);
}

static bool has(const struct trace *t, int64_t id)
{
    if (t->slots) return t->slots[slot_of(t, id)] != 0;
    for (size_t i = t->n; i > 0; i--)
        if (t->people[i - 1].v == id) return true;
    return false;
}

/* The table has four slots for each place in the list, so it never fills. */
static void grow(struct trace *t)
{
    t->room = t->room ? t->room * 2 : TRACE_FEW;
    struct person_id *people = ARENA_ARRAY(t->arena, struct person_id, t->room);
    if (t->n) memcpy(people, t->people, t->n * sizeof *people);
    t->people = people;
    if (t->room <= TRACE_FEW) return;
    t->slot_count = t->room * 4;
    t->slots = ARENA_ARRAY(t->arena, uint32_t, t->slot_count);
    fill_slots(t);
}

void trace_saw(struct trace *t, struct person_id person)
{
    if (person.v == 0 || has(t, person.v)) return;
    if (t->n == t->room) grow(t);
    t->people[t->n++] = person;
    if (t->slots) t->slots[slot_of(t, person.v)] = (uint32_t)t->n;
}

void trace_keep(struct trace *t, size_t n)
{
    MUST(n <= t->n);
    t->n = n;
    fill_slots(t);
}
