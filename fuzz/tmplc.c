/*
 * The template compiler on arbitrary bytes: it must answer with code or with a problem in a line of the file, and
 * never crash. Runs as a libFuzzer target; corpus in fuzz/corpus/tmplc.
 */
#include "tools/tmplc/tmplc.h"

#include "base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena;
    struct compiled out;
    struct problem problem;
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct str text = {(const char *)bytes, n};
    if (template_compile(&arena, STR("fuzz.html"), STR("fuzz.tmpl.h"), text, &out, &problem)) {
        MUST(out.source.n && out.header.n);
    } else {
        MUST(problem.line > 0 && problem.message.n);
    }
    arena_release(&arena);
    return 0;
}
