#include "base/err.h"

const char *err_text(enum err err)
{
    switch (err) {
#define ERR_CASE(name, text) \
    case ERR_##name: return text;
        ERR_LIST(ERR_CASE)
#undef ERR_CASE
    }
    BUG("no such error %d", (int)err);
}
