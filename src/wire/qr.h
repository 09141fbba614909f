/*
 * A QR code as the path of an SVG picture: one square module is one unit. Made by libqrencode, drawn by us.
 */
#ifndef CAIRN_WIRE_QR_H
#define CAIRN_WIRE_QR_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct qr {
    int width;       /* modules along a side; the picture adds the quiet zone of 4 on each */
    struct str path; /* for <path d="…">: only M, h, v, z and digits */
};

/* ERR_TOO_LARGE: more text than a QR code holds. */
MUST_USE enum err qr_make(struct arena *a, struct str text, struct qr *ret);

#endif
