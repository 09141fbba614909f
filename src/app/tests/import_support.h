/* An installation with two practices, and files imported into it with the reader as a process of its own: this
 * program executed anew as import-child, so a test's main begins with import_test_begin. */
#ifndef CAIRN_APP_IMPORT_SUPPORT_H
#define CAIRN_APP_IMPORT_SUPPORT_H

#include "app/import_child.h"
#include "app/modules.h"
#include "care/coded/coded.h"
#include "care/imports/imports.h"
#include "care/organisations/organisation.h"
#include "care/people/person.h"
#include "platform/db/tests/store_support.h"

#include <sys/stat.h>

static struct fixture f;

struct outcome {
    struct import_figures figures;
    struct str reason; /* of the last refusal, or why the import was none */
    uint64_t place;
};

static void on_refused(void *owner, const struct import_refusal *r)
{
    struct outcome *o = owner;
    o->reason = str_dup(&f.arena, r->reason);
    o->place = r->place;
}

static void on_progress(void *owner, int64_t bytes, const struct import_figures *so_far)
{
    (void)owner, (void)bytes, (void)so_far;
}

static enum err add_practice(struct ctx *c, void *arg)
{
    struct pcn pcn = {.name = STR("Test network")};
    enum err err = pcn_add(c, &pcn);
    const struct str *codes = arg;
    for (int i = 0; !err && i < 2; i++) {
        struct practice p = {.pcn = pcn.id, .ods_code = codes[i], .name = codes[i]};
        err = practice_add(c, &p);
    }
    return err;
}

UNUSED static void open_store(void)
{
    const struct store_options options = {.directory = f.directory,
        .keys = &f.keys,
        .clock = &test_clock,
        .statements = MODULE_STATEMENTS,
        .statement_files = MODULE_STATEMENT_COUNT,
        .readers = 4};
    enum err err = store_open(&options, &f.store);
    /* A reader that a killed process was just starting holds its lock until it is this program anew. */
    for (int tries = 0; err == ERR_BUSY && tries < 500; tries++) {
        usleep(2000);
        err = store_open(&options, &f.store);
    }
    assert_int_equal(err, ERR_NONE);
}

UNUSED static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    open_store();
    struct str codes[] = {STR("A99001"), STR("A99002")};
    struct work w;
    work_init(&w);
    assert_int_equal(store_run(f.store, add_practice, codes, &w.c), ERR_NONE);
    arena_release(&w.arena);
    return 0;
}

UNUSED static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

UNUSED static char *file_with(const char *name, struct str text)
{
    char *path = (char *)fixture_file(&f, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fwrite(text.p, 1, text.n, out);
    fclose(out);
    return path;
}

UNUSED static enum err import_tried(
    const char *name, struct str text, const struct import_options *how, struct outcome *ret)
{
    struct outcome got = {0};
    struct import_files files;
    struct import_feed feed;
    struct str why;
    struct import_result result;
    char *path = file_with(name, text);
    assert_int_equal(import_files_find(&f.arena, &path, 1, false, &files, &why), ERR_NONE);
    assert_int_equal(import_feed_start(&files, NULL, &feed), ERR_NONE);
    struct import_options o = *how;
    o.store = f.store;
    o.clock = &test_clock;
    o.actor = &test_system;
    o.named = STR("test");
    o.files = 1;
    if (!o.source.p) o.source = STR("");
    const struct import_events events = {.owner = &got, .refused = on_refused, .progress = on_progress};
    enum err err = import_run(&o, feed.rows, &events, &result);
    enum err ended = import_feed_end(&feed);
    got.figures = result.figures;
    if (err) got.reason = str_dup(&f.arena, str_from_cstr(result.why));
    *ret = got;
    return err ? err : ended;
}

UNUSED static struct outcome import_as(const char *name, struct str text, const struct import_options *how)
{
    struct outcome got;
    assert_int_equal(import_tried(name, text, how, &got), ERR_NONE);
    return got;
}

UNUSED static struct outcome import_text(const char *name, struct str text)
{
    return import_as(name, text, &(struct import_options){0});
}

#define PATIENT(id, number, family, born, rest) \
    "{\"resourceType\":\"Patient\",\"id\":\"" id "\",\"identifier\":[{\"system\":" \
    "\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"" number "\"}],\"name\":[{\"family\":\"" family \
    "\",\"given\":[\"Ada\"]}],\"birthDate\":\"" born "\",\"generalPractitioner\":[{\"identifier\":{\"system\":" \
    "\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"A99001\"}}]" rest "}"
#define CONDITION(id, patient, code, rest) \
    "{\"resourceType\":\"Condition\",\"id\":\"" id "\",\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]}," \
    "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code \
    "\",\"display\":\"Hypertension\"}]},\"subject\":{\"reference\":\"" patient \
    "\"},\"onsetDateTime\":\"2014-11\"" rest "}"
#define ADA PATIENT("p1", "9990010005", "Walker", "1943-03-04", "")
#define ADAS_CONDITION CONDITION("c1", "Patient/p1", "38341003", "")

/* The child's side, if that is what this process was started for. */
UNUSED static void import_test_begin(int argc, char **argv)
{
    clock_use_english_time();
    if (argc > 1 && strcmp(argv[1], "import-child") == 0) exit(import_child_command(NULL, NULL));
}

#endif
