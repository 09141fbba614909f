/*
 * Style, scripts and icons, the health check and the mark: what anybody may fetch and nobody's trace is left for.
 */
#ifndef CAIRN_APP_ASSETS_ROUTE_H
#define CAIRN_APP_ASSETS_ROUTE_H

#include "platform/http/route.h"

extern const struct route_table asset_routes;

#endif
