/*
 * embed: turns the files that pages load into a C table, at build time.
 *
 * It reads assets/manifest, a small language of our own (described there), takes each file, applies the edits the
 * manifest asks for, names it by its content, compresses it and writes one .c file with the bytes and one .h file
 * with the addresses. Every surprise stops the build with `manifest:line: message`: an edit that doesn't apply
 * exactly as often as it says, a word that must not be shipped, a file that isn't there.
 */
#ifndef CAIRN_EMBED_H
#define CAIRN_EMBED_H

#include "base/arena.h"
#include "base/str.h"

struct embed_file {
    struct str name;    /* "cairn.css" */
    struct str path;    /* where it was read */
    struct str address; /* "/assets/cairn-3f9c2b7a10c4.css" */
    struct str content; /* after the edits */
    bool hashed;        /* the address holds the hash of the content */
};
struct embed_files {
    struct embed_file *items;
    size_t n;
};

struct embed_options {
    const char *manifest, *library, *own, *out_c, *out_h, *depfile;
};

/* The files of the manifest, read and edited. Ends the program on any mistake. */
struct embed_files manifest_read(struct arena *a, const struct embed_options *o);

/* Writes the .c, .h and dependency files. Ends the program if it can't. */
void output_write(struct arena *a, const struct embed_options *o, struct embed_files files);

/* A minified style sheet without the rules that ask for a class of this name, or one that begins with it. */
struct str style_without(struct arena *a, struct str css, struct str name, int64_t *ret_dropped);

struct str embed_read_file(struct arena *a, const char *path); /* STR_NONE if it can't be read */
NORETURN PRINTF_LIKE(1, 2) void embed_fail(const char *format, ...);

#endif
