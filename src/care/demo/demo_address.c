/* Where people live and how they are reached. Numbers are those kept for drama; several people share each. */
#include "base/limits.h"
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum { HOUSES = 160, HOUSES_A_POSTCODE = 24 };
static const char INWARD[] = "ABDEFGHJLNPQRSTUWXYZ"; /* the letters that inward parts use */
enum { INWARD_LETTERS = sizeof INWARD - 1 };

/* A street is the same wherever it is met: its names and postcodes follow from its number and its outward code. */
static void put_street(struct random_seeded *r, struct arena *a, const struct demo_area *area, struct person *p)
{
    struct str outward = str_from_cstr(area->outward);
    uint32_t street = demo_street_in(r, area), house = 1 + random_below(r, HOUSES);
    uint32_t mixed = (street + 1) * 2654435761u ^ (uint32_t)(uint8_t)outward.p[outward.n - 1] * 40503u;
    const char *name = demo_street_names.items[(mixed >> 8) % demo_street_names.n];
    const char *kind = demo_street_kinds.items[(mixed >> 20) % demo_street_kinds.n];
    bool flat = demo_chance(r, area->decile <= 3 ? 220 : 90);
    p->address[0] = flat ? str_printf(a, "Flat %d, %u %s %s", demo_between(r, 1, 12), house, name, kind) :
                           str_printf(a, "%u %s %s", house, name, kind);
    p->postcode = str_printf(a, "%.*s %u%c%c", STR_ARG(outward), 1 + street % 9,
        INWARD[street / 9 % INWARD_LETTERS], INWARD[(street + house / HOUSES_A_POSTCODE) % INWARD_LETTERS]);
}

void demo_address_draw(
    struct random_seeded *r, struct arena *a, struct demo_place_of place, struct demo_person *people, size_t n)
{
    const struct demo_practice *at = &demo_practices[place.practice];
    struct person *first = &people->person;
    if (place.care_home) {
        first->address[0] = str_from_cstr(at->care_home);
        first->address[1] = str_from_cstr(at->care_home_street);
        first->postcode = str_from_cstr(at->care_home_postcode);
    } else {
        put_street(r, a, place.area, first);
        first->address[1] = str_from_cstr(place.district);
    }
    first->address[2] = str_from_cstr(demo_town);
    first->protected_address = !place.care_home && demo_chance(r, 3);
    for (size_t i = 0; i < n; i++) {
        people[i].decile = place.area->decile;
        people[i].person.lsoa = str_from_cstr(place.area->lsoa);
        people[i].care_home = place.care_home;
        people[i].at_home = n;
        if (!i) continue;
        memcpy(people[i].person.address, first->address, sizeof first->address);
        people[i].person.postcode = first->postcode;
        people[i].person.protected_address = first->protected_address;
    }
}

static struct str landline(struct random_seeded *r, struct arena *a)
{
    uint32_t number = random_below(r, 1000);
    return demo_chance(r, 850) ? str_printf(a, "0113 496 %04u", number) : str_printf(a, "01632 960%03u", number);
}

static struct str mobile(struct random_seeded *r, struct arena *a)
{
    return str_printf(a, "07700 900 %03u", random_below(r, 1000));
}

/* "amina.rahman214@mail.example": ASCII letters of the name alone, accents and apostrophes left out. */
static struct str email(struct random_seeded *r, struct arena *a, const struct person *p)
{
    struct buf out = buf_new(a, 96, LIMIT_EMAIL);
    struct str given = p->given_names, parts[] = {str_cut(&given, ' '), STR("."), p->family_name};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        for (size_t k = 0; k < parts[i].n; k++) {
            char c = parts[i].p[k];
            if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
            if ((c >= 'a' && c <= 'z') || c == '.') buf_byte(&out, c);
        }
    buf_printf(&out, "%u@mail.example", random_below(r, 1000));
    return buf_str(&out);
}

static enum contact_method preference(struct random_seeded *r, const struct demo_person *d)
{
    if (demo_chance(r, 450)) return CONTACT_METHOD_NONE;
    if (d->age >= 70 && demo_chance(r, 150)) return CONTACT_METHOD_LETTER;
    if (d->person.mobile_phone.n && d->age < 60 && demo_chance(r, 550)) return CONTACT_METHOD_TEXT_MESSAGE;
    if (d->person.email.n && demo_chance(r, 100)) return CONTACT_METHOD_EMAIL;
    return d->person.home_phone.n || d->person.mobile_phone.n ? CONTACT_METHOD_TELEPHONE : CONTACT_METHOD_LETTER;
}

void demo_telephones_draw(struct random_seeded *r, struct arena *a, struct demo_person *people, size_t n)
{
    int with_landline = people->age >= 65 ? 880 : people->age >= 45 ? 450 : 140;
    struct str home = demo_chance(r, with_landline) ? landline(r, a) : STR_NONE, parent = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        struct demo_person *d = &people[i];
        struct person *p = &d->person;
        p->home_phone = home;
        if (d->age < 16) {
            p->mobile_phone = parent; /* a child is reached through its parent */
            continue;
        }
        if (demo_chance(r, d->age >= 80 ? 450 : d->age >= 70 ? 780 : 965)) p->mobile_phone = mobile(r, a);
        if (!parent.n || p->gender == GENDER_FEMALE) parent = p->mobile_phone;
        if (demo_chance(r, d->age >= 75 ? 240 : 620)) p->email = email(r, a, p);
        p->preferred_contact = preference(r, d);
        if (demo_chance(r, 55)) p->contact_times = demo_any(r, demo_times);
    }
}
