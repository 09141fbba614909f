#include "base/base.h"

void bug_at(const char *file, int line, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *p = text; *p; p++)
        if (*p < ' ' || *p > '~' || *p == '"' || *p == '\\') *p = '?'; /* the line stays JSON */
    fprintf(stderr, "{\"level\":\"fatal\",\"at\":\"%s:%d\",\"bug\":\"%s\"}\n", file, line, text);
    abort();
}
