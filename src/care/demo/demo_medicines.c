/* What somebody takes: by condition, nothing twice, and nothing beside another of its class. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_history.h"

enum { TAKEN_MOST = 24 };

struct taking {
    const struct demo_medicine *items[TAKEN_MOST];
    size_t n;
};

static struct str first_word(const char *text)
{
    struct str rest = str_from_cstr(text);
    return str_cut(&rest, ' ');
}

static bool is_of(const struct demo_words *class, struct str word)
{
    for (size_t i = 0; i < class->n; i++)
        if (str_eq(word, str_from_cstr(class->items[i]))) return true;
    return false;
}

/* The same medicine in another strength begins with the same word. */
static bool excludes(const char *a, const char *b)
{
    struct str x = first_word(a), y = first_word(b);
    for (size_t i = 0; i < demo_medicine_class_count; i++)
        if (is_of(&demo_medicine_classes[i], x) && is_of(&demo_medicine_classes[i], y)) return true;
    return str_eq(x, y);
}

static bool goes_with(const struct taking *t, const struct demo_medicine *m)
{
    for (size_t i = 0; i < t->n; i++)
        if (excludes(t->items[i]->text, m->text)) return false;
    return t->n < TAKEN_MOST;
}

static void add_repeat(struct demo_history *h, const struct demo_medicine *m)
{
    struct date since = h->person->health.since[m->condition];
    int days = date_days_between(since, h->last), most = h->years * 365;
    struct date begun = date_add_days(h->last, -demo_between(h->r, 1, days < 2 ? 1 : days < most ? days : most));
    struct demo_record *record = demo_record_add(h, CODED_MEDICINE, NULL, demo_working_day(begun));
    if (!record) return;
    record->words = m->text;
    record->value = str_from_cstr(m->dose);
    record->status = h->person->person.died_known ? CODED_STATUS_ENDED : CODED_STATUS_CURRENT;
    h->medicines++;
}

/* Rows of one condition and one choice stand together: a lot decides which of them it is, or none. */
void demo_history_medicines(struct demo_history *h)
{
    struct taking t = {.n = 0};
    int lot = 0;
    bool chosen = false;
    for (size_t i = 0; i < demo_medicine_count; i++) {
        const struct demo_medicine *m = &demo_medicines[i];
        if (!demo_has(&h->person->health, m->condition)) continue;
        if (!i || m[-1].condition != m->condition || m[-1].choice != m->choice) {
            lot =
                (int)random_below(h->r, h->person->story ? 65 : 100); /* stories are about those who are treated */
            chosen = false;
        }
        lot -= m->percent;
        if (chosen || lot >= 0) continue;
        chosen = true;
        if (h->person->age < 12 || !goes_with(&t, m)) continue;
        t.items[t.n++] = m;
        add_repeat(h, m);
    }
}
