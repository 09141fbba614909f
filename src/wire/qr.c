#include "wire/qr.h"

#include <qrencode.h>

#include "base/buf.h"

enum { PATH_CEILING = 512 * 1024 };

/* Each run of dark modules in a row is one rectangle. */
static void draw_row(struct buf *path, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int from = x;
        while (x < width && (row[x] & 1)) x++;
        if (x > from) buf_printf(path, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
    }
}

enum err qr_make(struct arena *a, struct str text, struct qr *ret)
{
    QRcode *code = QRcode_encodeString(str_cstr(a, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code) return ERR_TOO_LARGE;
    struct buf path = buf_new(a, 4096, PATH_CEILING);
    for (int y = 0; y < code->width; y++) draw_row(&path, code->data + y * code->width, code->width, y);
    *ret = (struct qr){code->width, buf_str(&path)};
    QRcode_free(code);
    return ERR_NONE;
}
