/*
 * Which passwords may be set: long ones that nobody would guess first.
 *
 * At least 12 characters, at most 200, nothing cut off, nothing demanded of their kinds (NCSC, OWASP ASVS 5.0
 * §6.2; reliability A10). Refused are passwords made of what is guessed first: the commonest passwords and words,
 * runs of digits or keys, years, and the words around the person: their name, email address, network and
 * practices. What stands between those must still be six characters or more. The answer says why, and never
 * repeats the password.
 */
#ifndef CAIRN_PLATFORM_PASSWORD_H
#define CAIRN_PLATFORM_PASSWORD_H

#include "base/arena.h"
#include "base/str.h"

enum { PASSWORD_LEAST = 12, PASSWORD_MOST = 200 };

struct password_words {
    struct str *items; /* names and addresses; their parts of four letters or more count */
    size_t n;
};

/* A plain sentence that says what is wrong; STR_NONE when the password may be set. */
struct str password_problem(struct arena *a, struct str password, const struct password_words *around);

/* The commonest words, without capitals, longest first where one holds another (password_common.c). */
extern const struct str PASSWORD_COMMON[];
extern const size_t PASSWORD_COMMON_COUNT;

#endif
