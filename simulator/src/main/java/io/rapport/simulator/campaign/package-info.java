/** Campaigns somebody asks for, sent by way of the Graph API like any other software's. */
package io.rapport.simulator.campaign;
