/*
 * Codes of the Organisation Data Service: who is who among practices, networks, trusts, pharmacies, care homes.
 *
 * One to nine letters and digits, kept in capitals; that much is a rule, the patterns of each kind are only habits
 * and never refuse a code. A GP practice is a letter and five digits (role RO76), a primary care network is U and
 * five digits (role RO272). n is 0 for "none". The text lives inside the struct: ods_code_str points into it.
 */
#ifndef CAIRN_NHS_ODS_CODE_H
#define CAIRN_NHS_ODS_CODE_H

#include "base/str.h"

struct ods_code {
    char text[9];
    uint8_t n;
};

/* Spaces around it and small letters are put right. Any bytes are safe; false leaves *ret as it was. */
MUST_USE bool ods_code_parse(struct str typed, struct ods_code *ret);
bool ods_code_eq(const struct ods_code *a, const struct ods_code *b);
bool ods_code_looks_like_practice(const struct ods_code *code);
bool ods_code_looks_like_network(const struct ods_code *code);

static inline struct str ods_code_str(const struct ods_code *code)
{
    return (struct str){code->text, code->n};
}

#endif
