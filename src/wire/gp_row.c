/* One row of a table: a person, and what is recorded of them. */
#include "wire/gp_table.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "nhs/postcode.h"
#include "nhs/snomed.h"
#include "nhs/vocabulary.h"
#include "wire/json_write.h"

enum { LINE_MOST = 200, NAME_MOST = 100, VALUE_MOST = 200, JSON_MOST = 8 * 1024 };

struct reading {
    struct arena *a;
    const struct gp_columns *columns;
    const struct csv_row *row;
    struct gp_row *out;
};

static void refuse(struct reading *r, struct str why)
{
    if (!r->out->reason.p) r->out->reason = why;
}

/* The column of a role; false: the table has none. */
static bool find(const struct reading *r, enum gp_role role, size_t *ret)
{
    for (size_t i = 0; i < r->columns->n; i++)
        if (r->columns->role[i] == role) {
            *ret = i;
            return true;
        }
    return false;
}

/* The cell in one line. What can't be shown, or is longer than such a thing can be, refuses the row. */
static struct str cell(struct reading *r, size_t at, size_t most)
{
    struct str line = STR_NONE, heading = r->columns->heading[at];
    if (!gp_line(r->a, csv_cell(r->row, at), &line))
        refuse(r, str_printf(r->a, "\"%.*s\" holds characters that can't be shown", STR_ARG(heading)));
    if (line.n <= most) return line;
    refuse(r,
        str_printf(
            r->a, "\"%.*s\" is %zu letters long, which can't be right", STR_ARG(heading), utf8_length(line)));
    return STR_NONE;
}

static struct str text(struct reading *r, enum gp_role role, size_t most)
{
    size_t at;
    return find(r, role, &at) ? cell(r, at, most) : STR_NONE;
}

static void said(struct reading *r, enum gp_role role, enum fhir_patient_at field)
{
    size_t at;
    if (find(r, role, &at)) r->out->said |= UINT64_C(1) << field;
}

static void take_text(struct reading *r, enum gp_role role, enum fhir_patient_at field, struct str *ret)
{
    *ret = text(r, role, LINE_MOST);
    said(r, role, field);
}

/* ---- who ---- */

/* "BEER, Zula", "Zula Beer" */
static void split_name(struct reading *r, struct str whole)
{
    struct fhir_patient *p = &r->out->patient;
    size_t at;
    if (str_find(whole, ',', &at)) {
        p->family_name = str_trim(str_slice(whole, 0, at));
        p->given_names = str_trim(str_skip(whole, at + 1));
        return;
    }
    for (at = whole.n; at && whole.p[at - 1] != ' ';) at--;
    p->family_name = str_skip(whole, at);
    p->given_names = str_trim(str_slice(whole, 0, at));
}

static void read_names(struct reading *r)
{
    struct fhir_patient *p = &r->out->patient;
    take_text(r, GP_TITLE, FHIR_PATIENT_AT_title, &p->title);
    p->family_name = text(r, GP_FAMILY, NAME_MOST);
    p->given_names = text(r, GP_GIVEN, NAME_MOST);
    p->preferred_name = text(r, GP_PREFERRED, NAME_MOST);
    if (!p->family_name.n && gp_columns_have(r->columns, GP_WHOLE_NAME))
        split_name(r, text(r, GP_WHOLE_NAME, 2 * NAME_MOST));
    /* Searches of one system give the name people are called by in place of their first names. */
    if (!gp_columns_have(r->columns, GP_GIVEN) && !p->given_names.n) {
        p->given_names = p->preferred_name;
        p->preferred_name = STR_NONE;
    } else {
        said(r, GP_PREFERRED, FHIR_PATIENT_AT_preferred_name);
    }
    if (str_eq_nocase(p->preferred_name, p->given_names)) p->preferred_name = STR_NONE;
    if (p->family_name.n) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_family_name;
    if (p->given_names.n) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_given_names;
}

static void read_number(struct reading *r)
{
    size_t at;
    struct nhs_number number = NHS_NUMBER_NONE;
    struct fhir_patient *p = &r->out->patient;
    p->nhs_number_status = STR("07");
    if (!find(r, GP_NHS_NUMBER, &at)) return;
    struct str typed = csv_cell(r->row, at);
    enum nhs_number_fault fault = nhs_number_parse(typed, &number);
    if (fault == NHS_NUMBER_FAULT_EMPTY) return;
    if (fault) refuse(r, nhs_number_fault_text(fault));
    if (fault) return;
    p->nhs_number = number.v;
    p->nhs_number_status = STR("02"); /* there, not traced by us */
    r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_nhs_number | UINT64_C(1) << FHIR_PATIENT_AT_nhs_number_status;
}

static struct date read_date(struct reading *r, enum gp_role role, enum fhir_patient_at field)
{
    size_t at;
    struct date day = DATE_NONE;
    if (!find(r, role, &at)) return day;
    struct str typed = csv_cell(r->row, at), heading = r->columns->heading[at];
    enum gp_date_fault fault = gp_date(typed, &day);
    if (!fault && r->columns->month_first && gp_date_is_ambiguous(typed)) {
        refuse(r,
            str_printf(r->a,
                "\"%.*s\" could have the month first, as other dates of this file have. Ask for dates as "
                "14-Mar-1958",
                STR_ARG(heading)));
        return DATE_NONE;
    }
    if (fault == GP_DATE_EMPTY) return day;
    if (fault) refuse(r, gp_date_why(r->a, heading, fault));
    if (!fault) r->out->said |= UINT64_C(1) << field;
    return day;
}

static void read_death(struct reading *r)
{
    struct fhir_patient *p = &r->out->patient;
    bool yes = false, says = false;
    size_t at;
    p->died = read_date(r, GP_DIED, FHIR_PATIENT_AT_died).v;
    if (find(r, GP_HAS_DIED, &at)) says = gp_yes(csv_cell(r->row, at), &yes);
    if (says && !yes && p->died != INT32_MIN)
        refuse(r, STR("It says on which day this person died, and also that they are alive"));
    p->died_known = p->died != INT32_MIN || (says && yes);
    /* A table without deaths in it doesn't say that somebody is alive. */
    if (p->died_known) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_died_known;
}

/* ---- where ---- */

static void said_address(struct reading *r)
{
    r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_address_1 | UINT64_C(1) << FHIR_PATIENT_AT_address_2 |
        UINT64_C(1) << FHIR_PATIENT_AT_address_3 | UINT64_C(1) << FHIR_PATIENT_AT_address_4 |
        UINT64_C(1) << FHIR_PATIENT_AT_postcode;
}

/* "64 Church Lane, Newtest, Testshire": the last is the county where there are three, what is too many is joined.
 */
static void split_address(struct reading *r, struct str whole)
{
    struct str parts[4] = {STR_NONE, STR_NONE, STR_NONE, STR_NONE};
    size_t n = 0;
    struct fhir_patient *p = &r->out->patient;
    while (whole.n) {
        struct str part = n == 3 ? whole : str_cut(&whole, ',');
        if (n == 3) whole = STR_NONE;
        part = str_trim(part);
        if (part.n) parts[n++] = part;
    }
    p->address_1 = parts[0];
    if (n == 2) p->address_3 = parts[1];
    if (n == 3) p->address_3 = parts[1], p->address_4 = parts[2];
    if (n == 4) p->address_2 = parts[1], p->address_3 = parts[2], p->address_4 = parts[3];
}

static void read_address(struct reading *r)
{
    struct fhir_patient *p = &r->out->patient;
    struct postcode postcode;
    size_t at;
    struct str house = text(r, GP_HOUSE, LINE_MOST), street = text(r, GP_ADDRESS_1, LINE_MOST);
    const struct str first[] = {house, street};
    p->address_1 = str_join(r->a, first, COUNT_OF(first), STR(", "));
    p->address_2 = text(r, GP_ADDRESS_2, LINE_MOST);
    p->address_3 = text(r, GP_TOWN, LINE_MOST);
    p->address_4 = text(r, GP_COUNTY, LINE_MOST);
    if (!p->address_1.n) split_address(r, text(r, GP_WHOLE_ADDRESS, 3 * LINE_MOST));
    p->postcode = text(r, GP_POSTCODE, 20);
    if (postcode_parse(p->postcode, &postcode)) p->postcode = str_dup(r->a, postcode_str(&postcode));
    bool lines = find(r, GP_ADDRESS_1, &at) || find(r, GP_WHOLE_ADDRESS, &at);
    if (lines && (p->address_1.n || p->address_3.n || p->postcode.n)) said_address(r);
    if (!lines && p->postcode.n) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_postcode;
}

static void read_more(struct reading *r)
{
    size_t at;
    struct fhir_patient *p = &r->out->patient;
    enum ethnicity ethnicity;
    take_text(r, GP_HOME_PHONE, FHIR_PATIENT_AT_home_phone, &p->home_phone);
    take_text(r, GP_MOBILE_PHONE, FHIR_PATIENT_AT_mobile_phone, &p->mobile_phone);
    take_text(r, GP_EMAIL, FHIR_PATIENT_AT_email, &p->email);
    take_text(r, GP_PRACTICE_CODE, FHIR_PATIENT_AT_practice_code, &p->practice_code);
    take_text(r, GP_PRACTICE_NAME, FHIR_PATIENT_AT_practice_name, &p->practice_name);
    take_text(r, GP_GP_NAME, FHIR_PATIENT_AT_gp_name, &p->gp_name);
    if (find(r, GP_GENDER, &at)) p->gender = gp_gender(csv_cell(r->row, at));
    if (p->gender.n) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_gender;
    p->ethnicity = text(r, GP_ETHNICITY, LINE_MOST);
    if (!ethnicity_from_code(p->ethnicity, &ethnicity)) p->ethnicity = STR_NONE;
    if (p->ethnicity.n) r->out->said |= UINT64_C(1) << FHIR_PATIENT_AT_ethnicity;
}

/* ---- whom other rows mean ---- */

static struct str key_of(struct reading *r)
{
    const struct fhir_patient *p = &r->out->patient;
    struct str local = text(r, GP_LOCAL_ID, 40);
    if (p->nhs_number) return str_printf(r->a, "nhs|%lld", (long long)p->nhs_number);
    if (local.n) return str_printf(r->a, "local|%.*s|%.*s", STR_ARG(p->practice_code), STR_ARG(local));
    return str_printf(r->a, "as|%.*s|%.*s|%lld", STR_ARG(str_lower(r->a, p->family_name)),
        STR_ARG(str_lower(r->a, p->given_names)), (long long)p->born);
}

static void check_who(struct reading *r)
{
    const struct fhir_patient *p = &r->out->patient;
    if (p->nhs_number || (p->family_name.n && p->born != INT32_MIN)) return;
    if (r->row->n < r->columns->n)
        refuse(r,
            str_printf(r->a, "This row has %zu cells and the heading has %zu. It may have been cut off", r->row->n,
                r->columns->n));
    refuse(
        r, STR("This row does not say who it is about: it has no NHS number, and no name with a date of birth"));
}

/* ---- what is recorded of them ---- */

struct coded_cells {
    struct str code, term, recorded, value, unit, heading;
};

static struct coded_cells cells_of(struct reading *r, size_t group)
{
    struct coded_cells c = {0};
    for (size_t i = 0; i < r->columns->n; i++) {
        if (r->columns->group[i] != group) continue;
        struct str *to[] = {&c.code, &c.term, &c.recorded, &c.value, &c.unit};
        struct str line;
        if (gp_line(r->a, csv_cell(r->row, i), &line)) *to[r->columns->role[i] - GP_CODE] = line;
        if (r->columns->role[i] == GP_RECORDED) c.heading = r->columns->heading[i];
    }
    return c;
}

static struct str json_of(struct reading *r, const struct coded_cells *c, struct str display)
{
    struct buf b = buf_new(r->a, 256, JSON_MOST);
    struct json_writer w = json_writer_new(&b);
    const struct {
        struct str name, value;
    } members[] = {{STR_INIT("code"), c->code}, {STR_INIT("term"), display}, {STR_INIT("date"), c->recorded},
        {STR_INIT("value"), c->value}, {STR_INIT("unit"), c->unit}};
    json_object_begin(&w);
    for (size_t i = 0; i < COUNT_OF(members); i++)
        if (members[i].value.n) json_name(&w, members[i].name), json_str(&w, members[i].value);
    json_object_end(&w);
    json_writer_end(&w);
    return buf_str(&b);
}

/* What kind of record it is stands nowhere in such a table but in its words. */
static int64_t kind_of(struct str display, bool valued)
{
    enum { CONDITION = 1, OBSERVATION = 2, PROCEDURE = 3, IMMUNISATION = 4 };
    if (valued || str_has(display, STR("(observable entity)"))) return OBSERVATION;
    if (str_has(display, STR("accination")) || str_has(display, STR("mmunisation"))) return IMMUNISATION;
    return str_has(display, STR("(procedure)")) ? PROCEDURE : CONDITION;
}

static bool is_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* A code of another system can't be told what it is; its words can. */
static void read_code(struct reading *r, const struct coded_cells *c, struct gp_record *out)
{
    struct snomed_id id;
    struct str code = utf8_shorten(r->a, c->code, 24);
    enum snomed_fault fault = snomed_parse(c->code, &id);
    if (!fault) {
        out->record.system = STR("http://snomed.info/sct");
        out->record.code = snomed_digits(r->a, id);
    } else if (c->code.n && (is_digits(c->code) || !c->term.n)) {
        out->reason = str_printf(r->a, "Code %.*s: %.*s", STR_ARG(code), STR_ARG(snomed_fault_text(fault)));
    }
}

static void read_when(struct reading *r, const struct coded_cells *c, struct gp_record *out)
{
    enum { DAY = 3 };
    struct date day;
    enum gp_date_fault fault = gp_date(c->recorded, &day);
    out->record.happened_at = INT64_MIN;
    if (fault && fault != GP_DATE_EMPTY && !out->reason.p) out->reason = gp_date_why(r->a, c->heading, fault);
    if (fault) return;
    out->record.precision = DAY;
    out->record.happened_at = (int64_t)day.v * 86400000;
}

static void read_record(struct reading *r, size_t group)
{
    struct coded_cells c = cells_of(r, group);
    struct str stem = r->columns->stem[group];
    if (!c.code.n && !c.term.n && !c.value.n) return;
    struct gp_record *out = &r->out->records[r->out->n++];
    *out =
        (struct gp_record){.record = {.subject_key = r->out->key, .status = 7 /* not said */, .ended = INT32_MIN}};
    read_code(r, &c, out);
    read_when(r, &c, out);
    struct str display = c.term.n ? c.term : stem.n && !is_digits(stem) ? stem : c.code;
    if (!display.n) out->reason = STR("A value stands alone, without a code or a term");
    out->record.display = utf8_shorten(r->a, display, LINE_MOST);
    out->record.value = c.value.n ? utf8_shorten(r->a, c.value, VALUE_MOST) : STR_NONE;
    out->record.unit = c.unit.n ? utf8_shorten(r->a, c.unit, VALUE_MOST) : STR_NONE;
    out->record.kind = kind_of(display, c.value.n > 0);
    out->json = json_of(r, &c, out->record.display);
}

void gp_row_read(struct arena *a, const struct gp_columns *columns, const struct csv_row *row, struct gp_row *ret)
{
    struct reading r = {a, columns, row, ret};
    ret->patient = (struct fhir_patient){.born = INT32_MIN, .died = INT32_MIN};
    ret->reason = STR_NONE;
    ret->said = 0;
    ret->n = 0;
    read_number(&r);
    read_names(&r);
    ret->patient.born = read_date(&r, GP_BORN, FHIR_PATIENT_AT_born).v;
    read_death(&r);
    read_address(&r);
    read_more(&r);
    ret->key = key_of(&r);
    check_who(&r);
    for (size_t group = 1; group <= columns->groups && !ret->reason.p; group++) read_record(&r, group);
}
