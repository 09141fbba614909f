/*
 * The one place that includes <sodium.h>, for crypto*.c and nobody else: everything that others may ask of
 * libsodium has a name of ours in crypto.h or crypto_box.h, so that it can be changed in one folder.
 */
#ifndef CAIRN_PLATFORM_CRYPTO_SODIUM_H
#define CAIRN_PLATFORM_CRYPTO_SODIUM_H

#include <sodium.h>

#endif
