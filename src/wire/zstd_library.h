/*
 * The one place that includes <zstd.h>. Two parts of Cairn compress: the originals of coded records, each alone
 * with a dictionary (care/coded), and backups, as one stream (platform/backup). Nobody else should need it.
 */
#ifndef CAIRN_WIRE_ZSTD_LIBRARY_H
#define CAIRN_WIRE_ZSTD_LIBRARY_H

#include <zstd.h>

#endif
