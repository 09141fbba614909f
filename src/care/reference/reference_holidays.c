/* Bank holidays: the JSON of GOV.UK, of which England and Wales count, or a table with a date and a name. */
#include "care/reference/reference_read.h"

#include "wire/json.h"

enum { DAY, NAME };

static const char *const DAY_NAMES[] = {"date", "day", NULL};
static const char *const NAME_NAMES[] = {"name", "title", "holiday", NULL};

static enum read_header holidays_header(struct reading *r, const struct csv_row *row)
{
    r->column[DAY] = read_column(r->arena, row, DAY_NAMES);
    r->column[NAME] = read_column(r->arena, row, NAME_NAMES);
    return r->column[DAY] >= 0 && r->column[NAME] >= 0 ? READ_HEADER : READ_WRONG;
}

static void take(
    struct reading *r, const struct csv_row *row, struct str typed, struct str title, struct str source)
{
    struct date day;
    struct str name = read_words(r, title);
    if (!date_from_iso(str_trim(typed), &day) && !date_from_typed(str_trim(typed), &day)) {
        read_no(r, row, typed, STR("This is not a date. Write it like 2027-12-25"));
    } else if (!name.n) {
        read_no(r, row, typed, STR("There is no name beside this day, or it can't be read"));
    } else {
        read_set(r, STR("Bank holidays in England, as published"), STR(""), source);
        read_row(r, (const struct str[]){date_iso(r->arena, day), name}, 2);
    }
}

static void holidays_row(struct reading *r, const struct csv_row *row)
{
    take(r, row, read_cell(r, row, DAY), read_cell(r, row, NAME), STR("As loaded"));
}

void read_holidays_json(struct reading *r, struct str text)
{
    struct json_value all;
    struct json_problem problem;
    if (json_parse(r->arena, text, &all, &problem)) {
        r->bad = str_printf(r->arena,
            "This JSON can't be read: %.*s. Download it again from "
            "www.gov.uk/bank-holidays.json",
            STR_ARG(json_problem_text(r->arena, &problem)));
        return;
    }
    struct json_value events = json_get(json_get(all, STR("england-and-wales")), STR("events"));
    if (json_kind(events) != JSON_ARRAY || !json_size(events)) {
        r->bad = STR("This JSON is not the list of bank holidays: it has no \"england-and-wales\". Download "
                     "www.gov.uk/bank-holidays.json");
        return;
    }
    struct json_each e = json_each(events);
    for (uint64_t place = 1; json_each_next(&e); place++) {
        const struct csv_row at = {.line = place};
        take(r, &at, json_as_text(json_get(e.value, STR("date"))), json_as_text(json_get(e.value, STR("title"))),
            STR("GOV.UK"));
    }
}

const struct reading_kind READ_HOLIDAYS = {holidays_header, holidays_row,
    STR_INIT("a list of bank holidays: the JSON of GOV.UK, or a CSV with the columns \"date\" and \"name\"")};
