/* Language, formats and what is worth knowing: needs are where people of such an age and family would have them.
 */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

static void draw_language(struct random_seeded *r, struct demo_person *d)
{
    const struct demo_community *c = d->community;
    int band = d->age < 45 ? 0 : d->age < 70 ? 1 : 2;
    d->person.language = STR("en");
    if (!c->language || !demo_chance(r, c->speaks[band] * 10)) return;
    bool second = c->second_language && demo_chance(r, c->second_share * 10);
    d->person.language = str_from_cstr(second ? c->second_language : c->language);
    d->person.interpreter = d->age >= 16 && demo_chance(r, c->interpreter[band] * 10);
}

static enum ethnicity draw_ethnicity(struct random_seeded *r, const struct demo_community *c)
{
    static const enum ethnicity mixed[] = {
        ETHNICITY_MIXED_CARIBBEAN, ETHNICITY_MIXED_AFRICAN, ETHNICITY_MIXED_ASIAN, ETHNICITY_MIXED_OTHER};
    if (demo_chance(r, 60)) return demo_chance(r, 400) ? ETHNICITY_NOT_STATED : ETHNICITY_NONE;
    return c->ethnicity ? c->ethnicity : mixed[random_below(r, COUNT_OF(mixed))];
}

static enum written_format large_print(struct random_seeded *r)
{
    static const enum written_format sizes[] = {
        WRITTEN_FORMAT_LARGE_18, WRITTEN_FORMAT_LARGE_20, WRITTEN_FORMAT_LARGE_24, WRITTEN_FORMAT_LARGE_28};
    static const int weights[] = {60, 25, 10, 5};
    return sizes[demo_weighted(r, weights, COUNT_OF(sizes))];
}

static void draw_deafness(struct random_seeded *r, struct person *p)
{
    if (!demo_chance(r, 1)) return;
    p->language = STR("bfi");
    p->interpreter = true;
    p->preferred_contact = p->mobile_phone.n ? CONTACT_METHOD_TEXT_MESSAGE : CONTACT_METHOD_SIGN_LANGUAGE;
    p->communication_note = STR("Deaf, uses British Sign Language: book an interpreter, don't ring");
}

static void draw_format(struct random_seeded *r, struct demo_person *d)
{
    struct person *p = &d->person;
    if (demo_chance(r, d->age >= 80 ? 70 : d->age >= 65 ? 22 : 3)) {
        p->written_format = large_print(r);
        if (demo_chance(r, 350)) p->communication_note = demo_any(r, demo_sight_notes);
    } else if (demo_chance(r, 5)) {
        p->written_format = WRITTEN_FORMAT_EASY_READ;
        p->communication_note = demo_any(r, demo_learning_notes);
    } else if (demo_chance(r, 1)) {
        p->written_format = demo_chance(r, 400) ? WRITTEN_FORMAT_BRAILLE : WRITTEN_FORMAT_AUDIO;
        p->communication_note = STR("Registered blind: say who you are and what you hand over");
    } else if (p->email.n && demo_chance(r, 90)) {
        p->written_format = WRITTEN_FORMAT_ELECTRONIC;
    } else if (demo_chance(r, 320)) {
        p->written_format = WRITTEN_FORMAT_STANDARD;
    }
}

static struct str draw_note(struct random_seeded *r, int age)
{
    if (demo_chance(r, age >= 80 ? 110 : age >= 65 ? 40 : 4)) return demo_any(r, demo_hearing_notes);
    if (demo_chance(r, age >= 82 ? 90 : age >= 70 ? 20 : 0)) return demo_any(r, demo_memory_notes);
    if (demo_chance(r, age >= 65 ? 45 : 15)) return demo_any(r, demo_everyday_notes);
    return STR_NONE;
}

void demo_needs_draw(struct random_seeded *r, struct demo_person *d)
{
    struct person *p = &d->person;
    p->ethnicity = draw_ethnicity(r, d->community);
    draw_language(r, d);
    if (d->age < 16) return;
    draw_format(r, d);
    if (!p->communication_note.n) p->communication_note = draw_note(r, d->age);
    draw_deafness(r, p);
    if (p->gender == GENDER_OTHER && demo_chance(r, 800)) p->pronouns = STR("they/them");
    if ((p->gender == GENDER_FEMALE || p->gender == GENDER_MALE) && demo_chance(r, 12))
        p->pronouns = p->gender == GENDER_FEMALE ? STR("she/her") : STR("he/him");
}
