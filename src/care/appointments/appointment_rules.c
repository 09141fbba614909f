/* What stage an appointment is in, who is reminded when, what a form begins with. Pure. */
#include "care/appointments/appointment_parts.h"

#include "base/utf8.h"
#include "wire/json_write.h"

enum { TITLE_MOST = 200, FIRST_CEILING = 32 * 1024 };

enum appointment_stage appointment_stage(struct date day, struct str outcome, bool died, struct date today)
{
    if (outcome.n || died) return APPOINTMENT_PAST;
    return date_before(day, today) ? APPOINTMENT_TO_FOLLOW_UP : APPOINTMENT_COMING;
}

struct str appointment_word(struct arena *a, enum appointment_part part, struct str state, const char *field)
{
    return state.n ? document_words(a, &appointment_documents[part], field, state) : STR_NONE;
}

static struct str booked(struct arena *a, struct str booking, const char *field)
{
    return appointment_word(a, APPOINTMENT_BOOKING, booking, field);
}

struct str appointment_title(struct arena *a, struct str booking)
{
    const struct str parts[] = {booked(a, booking, "with"), booked(a, booking, "service")};
    return str_join(a, parts, COUNT_OF(parts), STR(", "));
}

struct str appointment_when(struct arena *a, struct date day, struct str booking)
{
    const struct str parts[] = {date_with_weekday(a, day), booked(a, booking, "time")};
    return str_join(a, parts, COUNT_OF(parts), STR(" at "));
}

struct appointment_reminder appointment_reminder(
    struct arena *a, struct str booking, struct date day, struct str outcome, struct date today)
{
    static const struct {
        struct str code;
        const char *words;
    } DO[] = {{STR_INIT("telephone"), "Ring"}, {STR_INIT("text"), "Text"}, {STR_INIT("email"), "Email"},
        {STR_INIT("letter"), "Write"}, {STR_INIT("visit"), "Tell them"}};
    struct appointment_reminder none = {STR_NONE, DATE_NONE}, one = none;
    struct str how = merge_text(a, merge_value(a, booking, STR("remind")));
    if (outcome.n || date_before(day, today)) return none;
    for (size_t i = 0; i < COUNT_OF(DO); i++)
        if (str_eq(how, DO[i].code))
            one.title = utf8_shorten(a,
                str_printf(a, "%s to remind: %.*s, %.*s", DO[i].words, STR_ARG(appointment_when(a, day, booking)),
                    STR_ARG(appointment_title(a, booking))),
                TITLE_MOST);
    one.due = date_add_days(day, -1);
    if (date_before(one.due, today)) one.due = today;
    return one.title.n ? one : none;
}

struct str appointment_remind_by(enum contact_method preferred, bool no_letters)
{
    switch (preferred) {
    case CONTACT_METHOD_TELEPHONE: return STR("telephone");
    case CONTACT_METHOD_TEXT_MESSAGE: return STR("text");
    case CONTACT_METHOD_EMAIL: return STR("email");
    case CONTACT_METHOD_VISIT: return STR("visit");
    case CONTACT_METHOD_LETTER: return no_letters ? STR_NONE : STR("letter");
    default: return STR_NONE;
    }
}

struct str appointment_first(struct arena *a, const struct appointment_known *k)
{
    const struct {
        struct str name, value;
    } fields[] = {{STR("with"), k->with}, {STR("purpose"), k->purpose}, {STR("day"), k->day},
        {STR("time"), k->time}, {STR("needs"), k->needs}, {STR("remind"), k->remind}};
    struct buf out = buf_new(a, 512, FIRST_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (!fields[i].value.n) continue;
        json_name(&w, fields[i].name);
        json_str(&w, fields[i].value);
    }
    json_object_end(&w);
    json_writer_end(&w);
    return out.overflow ? STR_NONE : buf_str(&out); /* an empty form is as good */
}

struct str appointment_check(struct arena *a, struct str follow_up, int number, struct date *ret_by)
{
    struct str by = merge_text(a, merge_value(a, follow_up, str_printf(a, "by_%d", number)));
    if (!date_from_iso(by, ret_by)) *ret_by = DATE_NONE;
    return merge_text(a, merge_value(a, follow_up, str_printf(a, "check_%d", number)));
}
