/* A table of people into rows: where its heading is, what its columns hold, who comes twice. */
#include "base/buf.h"
#include "care/imports/import_reading.h"

enum { SLOTS = 1 << 19 }; /* twice as many as a table has rows */

/* Who came in which row, by hashes: a chance in billions that somebody is taken for another, and then refused. */
struct met {
    uint64_t key, who;
    uint32_t line, against; /* against: a row that contradicts the first, 0: none does */
    int32_t died;
};

struct table {
    struct import_reader *r;
    struct file_text file;
    struct csv_row heading; /* a copy: the likeliest so far */
    size_t likeness, width;
    bool found;   /* it is the heading of the given columns */
    bool met_all; /* it was gone through once: who contradicts whom is known */
    size_t rows;
    uint64_t cut; /* line of the one row that is shorter than the heading; 0: none is, or several are */
    size_t shorter;
    struct met *met;
    struct arena_mark mark;
};

/* ---- the heading ---- */

static void keep_heading(struct table *t, const struct csv_row *row, size_t likeness)
{
    struct arena *a = &t->r->members;
    struct str *cells = ARENA_ARRAY(a, struct str, row->n + 1);
    for (size_t i = 0; i < row->n; i++) cells[i] = str_dup(a, row->cells[i]);
    t->heading = (struct csv_row){row->line, cells, row->n};
    t->likeness = likeness;
    t->width = row->n;
}

static void look_for_heading(struct table *t, const struct csv_row *row)
{
    struct import_reader *r = t->r;
    size_t likeness = gp_heading_likeness(row);
    if (t->found) return;
    t->found = r->given && gp_columns_are_of(&r->piece, r->given, row);
    bool better = likeness >= 2 ? likeness > t->likeness : t->likeness < 2 && row->n > t->width;
    if (t->found || better) keep_heading(t, row, likeness);
}

static bool scan_row(void *owner, const struct csv_row *row)
{
    struct table *t = owner;
    if (t->rows++ < GP_PREAMBLE_MOST) look_for_heading(t, row);
    arena_rewind(&t->r->piece, t->mark);
    return t->rows < GP_PREAMBLE_MOST;
}

/* One date with the month first makes all of them doubtful. */
static bool scan_dates(void *owner, const struct csv_row *row)
{
    struct table *t = owner;
    struct gp_columns *c = t->r->columns;
    struct date day;
    for (size_t i = 0; row->line > t->heading.line && i < c->n; i++)
        if (c->role[i] == GP_BORN && gp_date(csv_cell(row, i), &day) == GP_DATE_MONTH_FIRST) c->month_first = true;
    arena_rewind(&t->r->piece, t->mark);
    return !c->month_first;
}

/* ---- who comes twice ---- */

static uint64_t hash_of(const struct str *parts, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < parts[k].n; i++) h = (h ^ (unsigned char)parts[k].p[i]) * UINT64_C(1099511628211);
        h = (h ^ 0xff) * UINT64_C(1099511628211);
    }
    return h ? h : 1;
}

/* The slot of this person, new or from an earlier row. */
static struct met *meet(struct table *t, const struct gp_row *row)
{
    uint64_t key = hash_of(&row->key, 1);
    size_t at = (size_t)key & (SLOTS - 1);
    while (t->met[at].key && t->met[at].key != key) at = (at + 1) & (SLOTS - 1);
    t->met[at].key = key;
    return &t->met[at];
}

static uint64_t who_is(struct arena *a, const struct fhir_patient *p)
{
    const struct str parts[] = {
        str_lower(a, p->family_name), str_lower(a, p->given_names), str_printf(a, "%lld", (long long)p->born)};
    return hash_of(parts, COUNT_OF(parts));
}

/* ---- rows ---- */

static void send_person(struct import_reader *r, uint64_t line, const struct gp_row *g)
{
    struct fhir_row row = {
        .kind = FHIR_ROW_PATIENT, .place = line, .type = STR("Person"), .said = g->said, .patient = g->patient};
    if (!g->patient.nhs_number) row.patient.key = g->key;
    import_send_row(r, &row);
}

static void send_records(struct import_reader *r, uint64_t line, const struct gp_row *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct gp_record *one = &g->records[i];
        struct fhir_row row = {.place = line, .type = STR(FHIR_TYPE_OF_ROW), .record = one->record};
        if (one->reason.p)
            import_send_refused(r, line, STR(FHIR_TYPE_OF_ROW), STR_NONE, one->reason);
        else
            import_send_record(r, &row, one->json);
    }
}

/* Half a download ends where it ends: not behind a row, which programs that write tables see to. */
static void note_cut(struct table *t, const struct csv_row *row)
{
    bool shorter = row->n < t->heading.n;
    t->shorter += shorter;
    t->cut = shorter && t->shorter == 1 && !str_ends(t->file.text, STR("\n")) ? row->line : 0;
}

/* Before anything is taken: rows that contradict each other are refused all of them. */
static void meet_row(struct table *t, uint64_t line, const struct gp_row *g)
{
    struct met *met = meet(t, g);
    uint64_t who = who_is(&t->r->piece, &g->patient);
    int32_t died = (int32_t)g->patient.died;
    if (!met->line) *met = (struct met){met->key, who, (uint32_t)line, 0, died};
    bool deaths = met->died != INT32_MIN && died != INT32_MIN && met->died != died;
    if (!met->against && (met->who != who || deaths)) met->against = (uint32_t)line;
    if (met->died == INT32_MIN) met->died = died;
}

/* The person goes with the first of their rows. */
static bool is_first(struct table *t, uint64_t line, struct gp_row *g)
{
    struct met *met = meet(t, g);
    bool first = met->line == line;
    if (met->against)
        g->reason = str_printf(&t->r->piece,
            "Row %u is about the same person with another name, date of birth or day of death. Nobody can tell "
            "which "
            "is right",
            first ? met->against : met->line);
    if (!first || met->died == INT32_MIN) return first;
    g->patient.died = met->died;
    g->patient.died_known = 1;
    g->said |= UINT64_C(1) << FHIR_PATIENT_AT_died | UINT64_C(1) << FHIR_PATIENT_AT_died_known;
    return first;
}

static void take_row(struct table *t, uint64_t line, struct gp_row *g)
{
    struct import_reader *r = t->r;
    bool records = r->pass == IMPORT_PASS_RECORDS, first = !g->reason.p && is_first(t, line, g);
    if (records) r->told.resources++;
    if (!records && first && !g->reason.p) send_person(r, line, g);
    if (records && g->reason.p) import_send_refused(r, line, STR("Person"), STR_NONE, g->reason);
    if (records && !g->reason.p) send_records(r, line, g);
}

static bool give_row(void *owner, const struct csv_row *row)
{
    struct table *t = owner;
    struct import_reader *r = t->r;
    if (row->line <= t->heading.line) return true;
    gp_row_read(&r->piece, r->columns, row, r->gp_row);
    if (t->met_all && row->line == t->cut)
        r->gp_row->reason = STR("The file ends in the middle of this row. It may have been cut off: get it again");
    if (!t->met_all) note_cut(t, row);
    if (!t->met_all && !r->gp_row->reason.p)
        meet_row(t, row->line, r->gp_row);
    else if (t->met_all)
        take_row(t, row->line, r->gp_row);
    arena_rewind(&r->piece, t->mark);
    t->rows++;
    return !r->deaf;
}

/* ---- the table ---- */

static struct str csv_why(struct import_reader *r, enum err err, struct str why)
{
    if (err == ERR_FULL) return STR("There is not enough memory to read this table. Ask for it in parts");
    return why.n ? why : str_printf(&r->piece, "The table could not be read: %s", err_text(err));
}

/* What was found, or guessed, for whoever is to say otherwise. */
static void send_columns(struct import_reader *r)
{
    const struct gp_columns *c = r->columns;
    for (size_t i = 0; r->pass == IMPORT_PASS_ACTORS && i < c->n; i++) {
        struct fhir_row row = {.kind = FHIR_ROW_COLUMN,
            .place = i + 1,
            .column = {.role = gp_role_word(c->role[i]), .heading = c->heading[i]}};
        import_send_row(r, &row);
    }
}

/* Where the heading is, and what the columns hold. Why the table can't be taken; STR_NONE: it can. */
static struct str prepare(struct table *t)
{
    struct import_reader *r = t->r;
    struct str why;
    enum err err = csv_read(&r->members, t->file.text, t->file.look.separator, scan_row, t, &why);
    if (err && err != ERR_REFUSED) return csv_why(r, err, why);
    if (t->found)
        *r->columns = *r->given;
    else
        gp_columns_guess(&r->members, &t->heading, r->columns);
    send_columns(r);
    struct str lack = r->given && !t->found ?
        STR("None of its first rows is the heading whose columns were given") :
        gp_columns_lack(r->columns);
    if (t->file.look.kind == FILE_TABLE_COUNTS)
        return STR(
            "This is a report of counts, not a list of people. Ask for the people themselves, a row for each");
    if (lack.p) return lack;
    err = csv_read(&r->members, t->file.text, t->file.look.separator, scan_dates, t, &why);
    return err && err != ERR_REFUSED ? csv_why(r, err, why) : STR_NONE;
}

static void refuse_table(struct import_reader *r, struct str why)
{
    if (r->pass == IMPORT_PASS_RECORDS) import_send_refused(r, 0, STR_NONE, STR_NONE, why);
}

static struct str take_rows(struct table *t)
{
    struct import_reader *r = t->r;
    struct str why = STR_NONE;
    enum err err = ERR_NONE;
    t->met = ARENA_ARRAY(&r->members, struct met, SLOTS);
    for (int i = 0; !err && i < 2; i++) {
        t->met_all = i == 1;
        err = csv_read(&r->members, t->file.text, t->file.look.separator, give_row, t, &why);
    }
    if (err && err != ERR_REFUSED) return csv_why(r, err, why);
    return t->rows ? STR_NONE : STR("There is nobody in this table, only a heading");
}

void import_take_table(struct import_reader *r)
{
    struct table t = {.r = r};
    struct str why;
    enum err err = file_text(&r->piece, &r->converters, (struct str){r->window, r->n}, &t.file, &why);
    t.mark = arena_mark(&r->piece);
    if (!err && !t.file.look.separator) t.file.look.separator = ',';
    if (!err) why = prepare(&t);
    t.mark = arena_mark(&r->piece);
    t.rows = 0;
    if (!why.p && r->pass != IMPORT_PASS_ACTORS) why = take_rows(&t);
    if (why.p) refuse_table(r, why);
    arena_reset(&r->piece);
    arena_reset(&r->members);
}
