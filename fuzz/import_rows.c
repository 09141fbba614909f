/*
 * The server's end of an import: rows from a reader that may send anything, applied to a store.
 *
 * Whatever comes, the import ends (well, or with ERR_DAMAGED), what it counts is no more than what was sent, and
 * every rejection is told. What was applied, sent a second time, makes nobody and nothing new. A first byte 'D'
 * tries it as a dry run, which must then leave nothing for the second run to know.
 */
#include "app/modules.h"
#include "base/log.h"
#include "care/imports/imports.h"
#include "care/organisations/organisation.h"
#include "platform/db/tests/store_support.h"
#include "wire/fhir_rows.h"

#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct fixture f;

static void tidy_up(void)
{
    fixture_free(&f);
}

static enum err add_practice(struct ctx *c, void *arg)
{
    (void)arg;
    struct pcn pcn = {.name = STR("Test network")};
    enum err err = pcn_add(c, &pcn);
    struct practice p = {.pcn = pcn.id, .ods_code = STR("A99001"), .name = STR("Test practice")};
    return err ? err : practice_add(c, &p);
}

static void set_up(void)
{
    fixture_new(&f);
    const struct store_options options = {.directory = f.directory,
        .keys = &f.keys,
        .clock = &test_clock,
        .statements = MODULE_STATEMENTS,
        .statement_files = MODULE_STATEMENT_COUNT,
        .readers = 2};
    log_set_level(LOG_ERROR);
    clock_use_english_time();
    MUST(store_open(&options, &f.store) == ERR_NONE);
    struct work w;
    work_init(&w);
    MUST(store_run(f.store, add_practice, NULL, &w.c) == ERR_NONE);
    arena_release(&w.arena);
    atexit(tidy_up);
}

static void on_refused(void *owner, const struct import_refusal *refusal)
{
    MUST(refusal->reason.n);
    ++*(int64_t *)owner;
}

static void on_progress(void *owner, int64_t bytes, const struct import_figures *so_far)
{
    (void)owner, (void)bytes, (void)so_far;
}

static enum err run(struct str rows, bool dry, struct import_figures *ret)
{
    int64_t told = 0;
    struct import_result result;
    int fd = memfd_create("rows", MFD_CLOEXEC);
    MUST(fd >= 0 && write(fd, rows.p, rows.n) == (ssize_t)rows.n && lseek(fd, 0, SEEK_SET) == 0);
    const struct import_events events = {.owner = &told, .refused = on_refused, .progress = on_progress};
    const struct import_options options = {.store = f.store,
        .clock = &test_clock,
        .actor = &test_system,
        .source = STR("fuzz"),
        .practice_code = STR("A99001"),
        .named = STR("rows"),
        .files = 1,
        .dry_run = dry};
    enum err err = import_run(&options, fd, &events, &result);
    *ret = result.figures;
    close(fd);
    MUST(err == ERR_NONE || err == ERR_DAMAGED);
    MUST(told == ret->rejected);

    return err;
}

struct sent {
    int64_t people, records, told;
};

static struct sent count_frames(struct str rows)
{
    struct sent n = {0};
    struct fhir_row row = {0};
    size_t needed;
    while (row.kind != FHIR_ROW_END && fhir_row_next(&rows, &row, &needed) == ERR_NONE) {
        n.people += row.kind == FHIR_ROW_PATIENT;
        n.records += row.kind == FHIR_ROW_RECORD;
        if (row.kind == FHIR_ROW_TOLD) n.told += row.told.not_read > 1000000 ? 1000000 : row.told.not_read;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct import_figures first, second;
    if (!started) set_up();
    started = true;
    if (size < 2 || size > 64 * 1024) return 0;
    struct str rows = {(const char *)data + 1, size - 1};
    struct sent sent = count_frames(rows);
    enum err err = run(rows, data[0] == 'D', &first);
    MUST(first.people_new >= 0 && first.people_new + first.people_changed + first.people_same <= sent.people);
    MUST(first.records_new >= 0 && first.records_new + first.records_changed + first.records_same <= sent.records);
    MUST(run(rows, true, &second) == err);
    if (data[0] == 'D') MUST(!memcmp(&first, &second, sizeof first));
    if (data[0] != 'D') MUST(!second.people_new && !second.records_new);
    return 0;
}
