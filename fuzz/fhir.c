/*
 * Fuzzing the FHIR reader and the frames of its rows, both ends.
 *
 * The first byte chooses: a resource as JSON, whose rows (a patient's details too) are written as frames, read
 * back and must be the same; or frames straight from the fuzzer, which must be refused or read without harm. A
 * resource's address is one of four, the longest one as long as it may be.
 */
#include "base/arena.h"
#include "wire/fhir_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_frames(struct str bytes)
{
    struct fhir_row row;
    size_t needed;
    while (!fhir_row_next(&bytes, &row, &needed)) MUST(row.kind >= FHIR_ROW_ACTOR && row.kind <= FHIR_ROW_COLUMN);
}

static void check_row(struct arena *a, const struct fhir_row *row)
{
    struct buf first = buf_new(a, 4096, 4 * FHIR_ROW_MOST), second = buf_new(a, 4096, 4 * FHIR_ROW_MOST);
    struct fhir_row again;
    size_t needed;
    fhir_row_write(&first, row);
    struct str rest = buf_str(&first);
    MUST(fhir_row_next(&rest, &again, &needed) == ERR_NONE && rest.n == 0);
    fhir_row_write(&second, &again);
    MUST(str_eq(buf_str(&first), buf_str(&second)));
}

static void check_details(struct arena *a, struct json_value v, struct str full_url, enum fhir_sort sort)
{
    struct fhir_detail details[FHIR_DETAILS_MOST];
    size_t n = fhir_read_details(a, v, full_url, details);
    MUST(n <= FHIR_DETAILS_MOST && (!n || sort == FHIR_PATIENT));
    for (size_t i = 0; i < n; i++) {
        struct fhir_row row = {
            .kind = FHIR_ROW_RECORD, .type = STR("Patient"), .place = 1, .record = details[i].record};
        MUST(json_source(details[i].source).n && details[i].record.key.n);
        row.record.original = json_source(details[i].source);
        if (!details[i].reason.n) check_row(a, &row);
    }
}

static struct str address_of(struct arena *a, uint8_t first)
{
    switch (first & 3) {
    case 0: return STR("urn:uuid:6a1b");
    case 1: return STR_NONE;
    case 2: return STR("https://example.nhs.uk/fhir/Patient/1");
    }
    struct buf b = buf_new(a, 1024, 4096);
    buf_printf(&b, "https://%s", "example.nhs.uk/fhir");
    while (b.n < FHIR_TEXT_MOST - 10) buf_byte(&b, 'r');
    buf_printf(&b, "/Patient/1");
    return buf_str(&b);
}

static void read_resource(struct arena *a, struct str json, uint8_t first)
{
    struct json_value v;
    struct json_problem problem;
    struct fhir_resource read;
    struct str full_url = address_of(a, first);
    if (json_parse(a, json, &v, &problem)) return;
    fhir_read(a, v, full_url, &read);
    struct fhir_row row = {.type = read.type, .id = read.id, .place = 1};
    switch (read.sort) {
    case FHIR_NOT_READ: return;
    case FHIR_REFUSED:
        row.kind = FHIR_ROW_REFUSED;
        row.refused = (struct fhir_refused){read.type, read.id, read.reason};
        break;
    case FHIR_ACTOR:
        row.kind = FHIR_ROW_ACTOR;
        row.actor = read.actor;
        break;
    case FHIR_PATIENT:
        row.kind = FHIR_ROW_PATIENT;
        row.patient = read.patient;
        break;
    case FHIR_RECORD:
        row.kind = FHIR_ROW_RECORD;
        row.record = read.record;
        row.record.original = json;
        break;
    }
    check_row(a, &row);
    check_details(a, v, full_url, read.sort);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    if (!size || size > (1 << 20)) return 0;
    arena_init(&arena, (size_t)256 << 20);
    struct str bytes = {(const char *)data + 1, size - 1};
    if (data[0] == 'F')
        read_frames(bytes);
    else
        read_resource(&arena, bytes, data[0]);
    arena_release(&arena);
    return 0;
}
