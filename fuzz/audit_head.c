/*
 * The signed head of the audit: exactly the lines that the key's holder wrote are read.
 *
 * The first eight bytes choose a number for a real, signed line; the rest is laid over it bit by bit (0 leaves a
 * bit as it was), and longer inputs go on after its end. It must be read if it says the same, and refused if it
 * doesn't. An input that is a line itself is tried as it is: nobody but us can have signed it.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "platform/audit/audit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct crypto_key seed = {{7, 1, 8, 2, 8}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct arena a;
    struct audit_head head = {0}, read = {.seq = -1};
    uint64_t number;
    if (!started) crypto_start();
    started = true;
    if (size < sizeof number || size > 4096) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct crypto_public_key by = crypto_public(&seed);
    memcpy(&number, data, sizeof number);
    head.seq = (int64_t)(number >> 1);
    memcpy(head.mac.bytes, data, sizeof number);
    struct str line = audit_head_line(&a, &seed, &head), over = {(const char *)data + 8, size - 8};
    MUST(audit_head_read(line, &by, &read) == ERR_NONE && read.seq == head.seq);
    MUST(!memcmp(read.mac.bytes, head.mac.bytes, sizeof head.mac.bytes));

    size_t n = line.n > over.n ? line.n : over.n;
    char *changed = arena_alloc(&a, n, 1);
    for (size_t i = 0; i < n; i++)
        changed[i] = (char)((i < line.n ? line.p[i] : 0) ^ (i < over.n ? over.p[i] : 0));
    bool same = str_eq(str_trim((struct str){changed, n}), line);
    MUST((audit_head_read((struct str){changed, n}, &by, &read) == ERR_NONE) == same);
    MUST(str_eq(str_trim(over), line) || audit_head_read(over, &by, &read) == ERR_DAMAGED);
    arena_release(&a);
    return 0;
}
