/*
 * The form controls as pages use them: the template of each, once the id is settled.
 *
 * A control's id is its name unless the page says otherwise. The template names that id in six places (label,
 * hint, problem, what describes it), so it is settled here, once.
 */
#include "ui/forms.h"

#include "ui/components/character_count.tmpl.h"
#include "ui/components/choices.tmpl.h"
#include "ui/components/date_input.tmpl.h"
#include "ui/components/file_upload.tmpl.h"
#include "ui/components/input.tmpl.h"
#include "ui/components/password_input.tmpl.h"
#include "ui/components/search_input.tmpl.h"
#include "ui/components/select_field.tmpl.h"
#include "ui/components/textarea.tmpl.h"

#define FIELD(control) \
    void control(struct html *h, const struct control *c) \
    { \
        struct control settled = *c; \
        if (!settled.id.n) settled.id = settled.name; \
        control##_field(h, &settled); \
    }

FIELD(input)
FIELD(textarea)
FIELD(select_field)
FIELD(password_input)
FIELD(search_input)
FIELD(character_count)
FIELD(file_upload)

#define COPY_MEMBER(kind, member) .member = c->member,
#define CHOICES(control, its_type) \
    void control(struct html *h, const struct control *c) \
    { \
        struct choice_group settled = { \
            CHOICE_GROUP_MEMBERS(COPY_MEMBER).block = STR(#control), .type = STR(its_type)}; \
        if (!settled.id.n) settled.id = settled.name; \
        choice_field(h, &settled); \
    }

CHOICES(radios, "radio")
CHOICES(checkboxes, "checkbox")

/* A problem of the date as a whole marks every part of it. */
void date_input(struct html *h, const struct date_input *d)
{
    struct date_input settled = *d;
    if (!settled.id.n) settled.id = settled.name;
    if (d->error.n && !d->error_day && !d->error_month && !d->error_year)
        settled.error_day = settled.error_month = settled.error_year = true;
    date_input_field(h, &settled);
}

struct choice_list choices_of(struct arena *a, const struct vocabulary *list, struct str chosen)
{
    struct choice_list choices = {ARENA_ARRAY(a, struct choice, list->n), list->n};
    for (size_t i = 0; i < list->n; i++)
        choices.items[i] = (struct choice){.value = list->terms[i].code,
            .label = list->terms[i].label,
            .checked = str_eq(list->terms[i].code, chosen)};
    return choices;
}

struct option_list options_of(struct arena *a, const struct vocabulary *list, const char *first, struct str chosen)
{
    struct option_list options = {ARENA_ARRAY(a, struct option, list->n + 1), list->n + 1};
    options.items[0] = (struct option){.text = str_from_cstr(first), .value = STR(""), .selected = !chosen.n};
    for (size_t i = 0; i < list->n; i++)
        options.items[i + 1] = (struct option){.text = list->terms[i].label,
            .value = list->terms[i].code,
            .selected = str_eq(list->terms[i].code, chosen)};
    return options;
}
