#include "platform/sandbox/reader.h"

#include "platform/child.h"

#include <errno.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

int reader_spawn(const char *program, const char *word, int input, int rows, pid_t *ret)
{
    char *const words[] = {(char *)"cairn", (char *)word, NULL};
    return child_spawn(program, words, input, rows, ret);
}

bool reader_send(int to, struct str bytes)
{
    while (bytes.n) {
        ssize_t sent = write(to, bytes.p, bytes.n);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = str_skip(bytes, (size_t)sent);
    }
    return true;
}

bool reader_hear(int from, size_t most, struct buf *ret)
{
    static _Thread_local char block[BLOCK];
    while (most) {
        ssize_t n = read(from, block, most < sizeof block ? most : sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n == 0 && !ret->overflow;
        buf_add(ret, (struct str){block, (size_t)n});
        most -= (size_t)n;
    }
    return !ret->overflow;
}
