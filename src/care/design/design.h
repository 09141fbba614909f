/*
 * The page that shows what pages are made of: every component, every piece and every chart, with invented content.
 *
 * It is there only where the installation is a demonstration, and open to anybody; elsewhere the address does not
 * exist. Whoever builds a page looks here first; whoever changes a component looks here last.
 */
#ifndef CAIRN_CARE_DESIGN_H
#define CAIRN_CARE_DESIGN_H

#include "platform/http/route.h"

extern const struct route_table design_routes;

#endif
