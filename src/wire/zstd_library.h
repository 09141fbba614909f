/*
 * The one place that includes <zstd.h>. Three parts of Cairn compress: the originals of coded records, each alone
 * with a dictionary (care/coded), backups, as one stream (platform/backup), and files that wait for review
 * (care/imports). Nobody else should need it.
 */
#ifndef CAIRN_WIRE_ZSTD_LIBRARY_H
#define CAIRN_WIRE_ZSTD_LIBRARY_H

#include <zstd.h>

#endif
