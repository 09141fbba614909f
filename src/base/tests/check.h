/*
 * What the C tests say: cmocka, with texts compared as texts and our own deaths expected.
 *
 * A test is a sentence; its cases are a table, and a failed case names itself. check_dies runs a function in a
 * child process and expects it to end as a BUG does, with the given words on standard error: the only way to test
 * that a mistake of ours stops the program.
 */
#ifndef CAIRN_BASE_TESTS_CHECK_H
#define CAIRN_BASE_TESTS_CHECK_H

#include "base/arena.h"
#include "base/str.h"

#include <setjmp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SENTENCE(text, function) \
    { \
        text, function, NULL, NULL, NULL \
    }

static inline void check_str_at(struct str got, struct str want, const char *file, int line)
{
    if (str_eq(got, want) && (got.p == NULL) == (want.p == NULL)) return;
    print_error("got %s\"%.*s\", expected %s\"%.*s\"\n", got.p ? "" : "nothing ", (int)got.n, got.p ? got.p : "",
        want.p ? "" : "nothing ", (int)want.n, want.p ? want.p : "");
    _fail(file, line);
}
#define check_str(got, want) check_str_at((got), (want), __FILE__, __LINE__)
#define check_text(got, literal) check_str_at((got), STR(literal), __FILE__, __LINE__)

/* One case of a table: what it is goes first, for whoever reads the failure. */
static inline void check_case_at(bool good, struct str what, const char *file, int line)
{
    if (good) return;
    print_error("case \"%.*s\" is wrong\n", STR_ARG(what));
    _fail(file, line);
}
#define check_case(good, what) check_case_at((good), (what), __FILE__, __LINE__)

/* What run writes to standard error (the first 64 KB), and how the child ended (as waitpid says). */
static inline struct str child_says(struct arena *a, void (*run)(void), int *ret_status)
{
    int ends[2];
    enum { MOST = 64 * 1024 };
    if (pipe(ends) != 0) fail_msg("no pipe");
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        run();
        _exit(0);
    }
    close(ends[1]);
    char *text = arena_alloc(a, MOST, 1);
    size_t n = 0;
    for (ssize_t got; n < MOST && (got = read(ends[0], text + n, MOST - n)) > 0;) n += (size_t)got;
    for (char rest[4096]; read(ends[0], rest, sizeof rest) > 0;) {
    } /* or the child dies of a broken pipe */
    close(ends[0]);
    if (child < 0 || waitpid(child, ret_status, 0) != child) fail_msg("no child");
    return (struct str){text, n};
}

static inline void check_dies(void (*run)(void), struct str words)
{
    struct arena a;
    int status = 0;
    arena_init(&a, 1 << 20);
    struct str said = child_says(&a, run, &status);
    bool died = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    if (!died || !str_has(said, words)) print_error("status %d, said: %.*s\n", status, STR_ARG(said));
    assert_true(died);
    assert_true(str_has(said, words));
    arena_release(&a);
}

#endif
