#include "app/progress.h"

#include <unistd.h>

#include "base/clock.h"

enum { BAR_WIDTH = 30, LINE_US = 3 * 1000 * 1000, BAR_US = 100 * 1000, MEGABYTE = 1000 * 1000 };

void progress_begin(struct progress *p, const char *what, bool silent)
{
    bool terminal = isatty(STDERR_FILENO) == 1;
    *p = (struct progress){.what = what, .silent = silent, .terminal = terminal};
    p->next_us = clock_monotonic_us() + (terminal ? BAR_US : LINE_US);
}

void progress_at(void *progress, int64_t done, int64_t of)
{
    struct progress *p = progress;
    int64_t now = clock_monotonic_us();
    if (p->silent || now < p->next_us) return;
    p->next_us = now + (p->terminal ? BAR_US : LINE_US);
    p->shown = true;
    long long part = of ? (long long)(done * 100 / of) : 100;
    if (!p->terminal) {
        fprintf(stderr, "%s: %lld%% of %lld MB\n", p->what, part, (long long)(of / MEGABYTE));
        return;
    }
    char bar[BAR_WIDTH + 1];
    for (int i = 0; i < BAR_WIDTH; i++) bar[i] = i < part * BAR_WIDTH / 100 ? '#' : '.';
    bar[BAR_WIDTH] = 0;
    fprintf(stderr, "\r\033[K%s [%s] %3lld%% of %lld MB", p->what, bar, part, (long long)(of / MEGABYTE));
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown && p->terminal) fputs("\r\033[K", stderr);
    p->shown = false;
}
