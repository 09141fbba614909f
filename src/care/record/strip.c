/* The strip above the timeline: how often there was contact in each of the last twelve months. */
#include "care/contacts/contact.h"
#include "care/record/record_pages.h"

/* "38 contacts in the last 12 months, most in October" */
static struct str title_of(struct arena *a, const struct contact_month *months, struct str busiest)
{
    long long all = 0, most = 0;
    int times = 0;
    for (int i = 0; i < CONTACT_MONTHS; i++) all += months[i].contacts;
    for (int i = 0; i < CONTACT_MONTHS; i++)
        if (months[i].contacts > most) most = months[i].contacts;
    for (int i = 0; i < CONTACT_MONTHS; i++) times += months[i].contacts == most;
    struct str counted = all == 1 ? STR("1 contact") : str_printf(a, "%lld contacts", all);
    if (times > 1 || most == all) return str_printf(a, "%.*s in the last 12 months", STR_ARG(counted));
    return str_printf(a, "%.*s in the last 12 months, most in %.*s", STR_ARG(counted), STR_ARG(busiest));
}

/* "November 2026" of a month's first day, "Nov" from its beginning. */
static struct str month_name(struct arena *a, struct date first)
{
    struct str day = date_long(a, first);
    str_cut(&day, ' ');
    return day;
}

enum err record_add_strip(struct ctx *c, const struct person *p, struct record_timeline_view *v)
{
    enum { LETTERS_OF_A_MONTH = 3 };
    struct contact_month months[CONTACT_MONTHS];
    enum err err = contacts_by_month(c, p->id, clock_today(c->clock), months);
    if (err) return err;
    struct chart_strip strip = {
        .moments = {ARENA_ARRAY(c->arena, struct chart_moment, CONTACT_MONTHS), CONTACT_MONTHS}};
    int busiest = 0;
    for (int i = 0; i < CONTACT_MONTHS; i++) {
        struct str name = month_name(c->arena, months[i].first);
        strip.moments.items[i] =
            (struct chart_moment){str_slice(name, 0, LETTERS_OF_A_MONTH), name, (double)months[i].contacts};
        if (months[i].contacts > months[busiest].contacts) busiest = i;
    }
    if (!months[busiest].contacts) return ERR_NONE;
    struct str rest = strip.moments.items[busiest].whole;
    strip.words = (struct chart_words){.id = STR("contacts-by-month"),
        .title = title_of(c->arena, months, str_cut(&rest, ' ')),
        .about = STR("Contacts in each month; those that were struck through do not count"),
        .of = STR("Month"),
        .number = STR("Contacts"),
        .level = 2,
        .folded = true};
    v->has_strip = chart_strip(c->arena, &strip, &v->strip) == ERR_NONE;
    return ERR_NONE;
}
