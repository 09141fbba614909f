/* Documents and lines into resources, resources into rows. */
#include "care/imports/import_reading.h"

#include "base/utf8.h"
#include "platform/crypto.h"

/* ---- one resource ---- */

void import_send_record(struct import_reader *r, struct fhir_row *row, struct str json)
{
    struct crypto_hash hash = crypto_hash_of(json);
    row->kind = FHIR_ROW_RECORD;
    row->record.original = coded_original_pack(r->packer, &r->piece, json);
    memcpy(&row->record.content, hash.bytes, sizeof row->record.content);
    import_send_row(r, row);
}

static void send_resource(struct import_reader *r, uint64_t place, struct json_value v, struct str full_url)
{
    struct fhir_resource read;
    fhir_read(&r->piece, v, full_url, &read);
    struct fhir_row row = {.place = place, .type = read.type, .id = read.id};
    switch (read.sort) {
    case FHIR_REFUSED: import_send_refused(r, place, read.type, read.id, read.reason); return;
    case FHIR_ACTOR:
        row.kind = FHIR_ROW_ACTOR;
        row.actor = read.actor;
        break;
    case FHIR_PATIENT:
        row.kind = FHIR_ROW_PATIENT;
        row.patient = read.patient;
        break;
    case FHIR_RECORD:
        row.record = read.record;
        import_send_record(r, &row, json_source(v));
        return;
    case FHIR_NOT_READ: return;
    }
    import_send_row(r, &row);
}

/* What a patient holds beside the person: contacts, and what extensions say. */
static void send_details(struct import_reader *r, uint64_t place, struct json_value v, struct str full_url)
{
    struct fhir_detail details[FHIR_DETAILS_MOST];
    size_t n = fhir_read_details(&r->piece, v, full_url, details);
    struct str type = STR("Patient.contact"), id = utf8_cut(json_as_text(json_get(v, STR("id"))), 100);
    if (!utf8_is_plain(id)) id = STR_NONE;
    if (n && json_size(json_get(v, STR("contact"))) > FHIR_CONTACTS_MOST)
        import_send_refused(r, place, type, id,
            str_printf(&r->piece, "It has more than %d contacts: the first %d are taken", FHIR_CONTACTS_MOST,
                FHIR_CONTACTS_MOST));
    for (size_t i = 0; i < n; i++) {
        struct fhir_row row = {.place = place, .type = STR("Patient"), .id = id, .record = details[i].record};
        if (details[i].reason.p)
            import_send_refused(r, place, type, id, utf8_cut(details[i].reason, FHIR_REASON_MOST));
        else
            import_send_record(r, &row, json_source(details[i].source));
    }
}

/* What this pass is for; the last one also takes everything that is no resource at all. */
static void take_resource(struct import_reader *r, uint64_t place, struct json_value v, struct str full_url)
{
    enum fhir_sort sort = fhir_sort_of(v);
    if (sort != FHIR_NOT_READ && json_source(v).n > LIMIT_NDJSON_LINE) {
        if (r->pass == IMPORT_PASS_RECORDS)
            import_send_refused(r, place, STR_NONE, STR_NONE, STR("It is larger than 4 MB"));
        return;
    }
    bool mine = r->pass == IMPORT_PASS_ACTORS ? sort == FHIR_ACTOR :
        r->pass == IMPORT_PASS_PATIENTS       ? sort == FHIR_PATIENT :
                                                sort == FHIR_RECORD || sort == FHIR_REFUSED;
    if (r->pass == IMPORT_PASS_RECORDS) {
        r->told.resources++;
        if (sort == FHIR_NOT_READ) r->told.not_read++;
        if (sort == FHIR_PATIENT) send_details(r, place, v, full_url);
    }
    if (mine) send_resource(r, place, v, full_url);
}

static bool has(struct str text, struct str part)
{
    return memmem(text.p, text.n, part.p, part.n) != NULL;
}

/* The type that a name of this kind is followed by, as it is written. */
static struct str type_after(struct str text)
{
    size_t at = 0;
    while (at < text.n &&
        (text.p[at] == ' ' || text.p[at] == ':' || text.p[at] == '\t' || text.p[at] == '\r' || text.p[at] == '\n'))
        at++;
    struct str rest = str_skip(text, at);
    return rest.n && rest.p[0] == '"' ? str_slice(rest, 1, 24) : STR("");
}

/* Whether this pass could want anything in this text: a quick look, that errs on the side of reading. */
static bool worth_reading(const struct import_reader *r, struct str text)
{
    static const struct str actors[] = {STR_INIT("Organization\""), STR_INIT("Practitioner"),
        STR_INIT("Location\""), STR_INIT("HealthcareService\"")};
    static const struct str name = STR_INIT("\"resourceType\"");
    if (r->pass == IMPORT_PASS_RECORDS || has(text, STR("\\u"))) return true;
    for (const char *at; (at = memmem(text.p, text.n, name.p, name.n));) {
        text = str_skip(text, (size_t)(at - text.p) + name.n);
        struct str type = type_after(text);
        if (r->pass == IMPORT_PASS_PATIENTS && str_starts(type, STR("Patient\""))) return true;
        for (size_t i = 0; r->pass == IMPORT_PASS_ACTORS && i < COUNT_OF(actors); i++)
            if (str_starts(type, actors[i])) return true;
    }
    return false;
}

bool import_is_bundle(struct json_value v)
{
    return str_eq(json_as_text(json_get(v, STR("resourceType"))), STR("Bundle"));
}

/* What a transaction deletes is no record of anybody. */
static bool is_deletion(struct json_value entry)
{
    return str_eq(json_as_text(json_get(json_get(entry, STR("request")), STR("method"))), STR("DELETE"));
}

static void take_entry(struct import_reader *r, uint64_t place, struct json_value entry)
{
    struct json_value resource = json_get(entry, STR("resource"));
    if (json_kind(resource) != JSON_ABSENT && !is_deletion(entry))
        take_resource(r, place, resource, json_as_text(json_get(entry, STR("fullUrl"))));
    else if (r->pass == IMPORT_PASS_RECORDS && json_kind(entry) == JSON_OBJECT)
        r->told.not_read++;
    else if (r->pass == IMPORT_PASS_RECORDS)
        import_send_refused(r, place, STR_NONE, STR_NONE, STR("This entry of the bundle is not an object"));
}

/* True if it isn't for importing, which the last pass says. */
static bool refuse_bundle(struct import_reader *r, uint64_t place, struct str type)
{
    struct str reason = fhir_bundle_refused(type);
    if (reason.p && r->pass == IMPORT_PASS_RECORDS) import_send_refused(r, place, STR("Bundle"), STR_NONE, reason);
    return reason.p != NULL;
}

static void refuse_piece(struct import_reader *r, uint64_t place, const struct json_problem *problem)
{
    if (r->pass != IMPORT_PASS_RECORDS) return;
    struct str where = json_problem_text(&r->piece, problem);
    import_send_refused(r, place, STR_NONE, STR_NONE,
        str_printf(&r->piece, "It is not JSON: %.*s", STR_ARG(str_slice(where, 0, FHIR_REASON_MOST - 20))));
}

/* A server's answer that something went wrong, saved in place of what was asked for. */
static bool refuse_outcome(struct import_reader *r, struct json_value v)
{
    if (!str_eq(json_as_text(json_get(v, STR("resourceType"))), STR("OperationOutcome"))) return false;
    struct json_value issue = json_item(json_get(v, STR("issue")), 0);
    struct str says = json_as_text(json_get(issue, STR("diagnostics")));
    if (!says.n) says = json_as_text(json_get(json_get(issue, STR("details")), STR("text")));
    says = utf8_cut(says, 200);
    if (!utf8_is_plain(says)) says = STR_NONE;
    if (r->pass == IMPORT_PASS_RECORDS)
        import_send_refused(r, 0, STR("OperationOutcome"), STR_NONE,
            str_printf(&r->piece, "The file is a server's error message and holds nobody%s%.*s",
                says.n ? ": " : "", STR_ARG(says)));
    return true;
}

/* ---- NDJSON ---- */

static void take_line(struct import_reader *r, struct json_piece line)
{
    struct json_value v;
    struct json_problem problem;
    if (!worth_reading(r, line.text)) return;
    enum err err = json_piece_parse(&r->piece, line, &v, &problem);
    if (err)
        refuse_piece(r, line.line, &problem);
    else if (line.line == 1 && refuse_outcome(r, v))
        ; /* the file is no more than that */
    else if (!import_is_bundle(v))
        take_resource(r, line.line, v, STR_NONE);
    else if (!refuse_bundle(r, line.line, json_as_text(json_get(v, STR("type")))))
        for (struct json_each e = json_each(json_get(v, STR("entry"))); json_each_next(&e);)
            take_entry(r, line.line, e.value);
    arena_reset(&r->piece);
}

void import_take_lines(struct import_reader *r, struct json_lines *lines, bool last)
{
    struct json_piece line;
    struct json_problem problem;
    json_lines_window(lines, (struct str){r->window, r->n}, last);
    for (enum err err; (err = json_lines_next(lines, &line, &problem)) != ERR_NOT_FOUND;) {
        if (err)
            refuse_piece(r, problem.line, &problem);
        else
            take_line(r, line);
    }
    memmove(r->window, lines->rest.p, lines->rest.n);
    r->n = lines->rest.n;
}

/* ---- documents ---- */

static void take_whole(struct import_reader *r)
{
    struct json_value v;
    struct json_problem problem;
    enum err err = json_parse(&r->piece, (struct str){r->window, r->n}, &v, &problem);
    if (err)
        refuse_piece(r, 0, &problem);
    else if (import_is_bundle(v))
        (void)refuse_bundle(r, 0, json_as_text(json_get(v, STR("type")))); /* a bundle without entries */
    else if (!refuse_outcome(r, v))
        take_resource(r, 1, v, STR_NONE);
}

/* A FHIR List has entries too, and is no bundle. */
static bool is_another(const struct json_items *items)
{
    struct json_value type = json_items_member(items, STR("resourceType"));
    return json_kind(type) == JSON_STRING && !str_eq(json_as_text(type), STR("Bundle"));
}

/* The bundle's type, which may stand behind its entries: then everything is passed once to find it. */
static struct str type_of(struct import_reader *r, const struct json_items *before)
{
    struct json_value type = json_items_member(before, STR("type"));
    struct json_items items;
    struct json_piece piece;
    struct json_problem problem;
    if (json_kind(type) != JSON_ABSENT) return json_as_text(type);
    json_items_open(&items, &r->members, before->document, STR("entry"));
    while (!json_items_next(&items, &piece, &problem)) continue;
    return json_as_text(json_items_member(&items, STR("type")));
}

static void take_piece(struct import_reader *r, uint64_t place, struct json_piece piece)
{
    struct json_problem problem;
    struct json_value entry;
    if (!worth_reading(r, piece.text)) return;
    if (json_piece_parse(&r->piece, piece, &entry, &problem))
        refuse_piece(r, place, &problem);
    else
        take_entry(r, place, entry);
    arena_reset(&r->piece);
}

void import_take_document(struct import_reader *r)
{
    struct json_items items;
    struct json_piece piece;
    struct json_problem problem;
    uint64_t place = 0;
    bool refused = false;
    json_items_open(&items, &r->members, (struct str){r->window, r->n}, STR("entry"));
    enum err err;
    while (!(err = json_items_next(&items, &piece, &problem))) {
        if (is_another(&items)) break;
        if (!place++) refused = refuse_bundle(r, 0, type_of(r, &items));
        if (refused) break;
        take_piece(r, place, piece);
    }
    if (!refused && err && err != ERR_NOT_FOUND)
        refuse_piece(r, place ? place + 1 : 0, &problem);
    else if (!refused && (!items.found || is_another(&items)))
        take_whole(r);
    arena_reset(&r->piece);
    arena_reset(&r->members);
}
