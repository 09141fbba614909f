#include "platform/http/dispatch.h"

/* ui §5.2. No inline script or style anywhere, nothing from another site, no frames, no names in referrers. */
const struct http_field DISPATCH_FIELDS[] = {
    {STR_INIT("Content-Security-Policy"),
        STR_INIT("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                 "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                 "manifest-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'")},
    {STR_INIT("Referrer-Policy"), STR_INIT("no-referrer")},
    {STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff")},
    {STR_INIT("X-Frame-Options"), STR_INIT("DENY")},
    {STR_INIT("Cross-Origin-Opener-Policy"), STR_INIT("same-origin")},
    {STR_INIT("Cross-Origin-Resource-Policy"), STR_INIT("same-origin")},
    {STR_INIT("Permissions-Policy"), STR_INIT("camera=(), microphone=(), geolocation=()")},
    {STR_INIT("Strict-Transport-Security"), STR_INIT("max-age=31536000")},
};
const size_t DISPATCH_FIELD_COUNT = COUNT_OF(DISPATCH_FIELDS);
