/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets parcels, what is in them, and why they come to a halt: invented people in real towns; numbers of telephones
 * that cannot be called. */
#include "cst-dropea-world.h"

#define ABSENT (CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETRY | CST_DROPEA_PICKUP | \
                CST_DROPEA_RETURN)
#define REFUSED (CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETRY | CST_DROPEA_RETURN)
#define ADDRESS (CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_CHANGE_ADDRESS | \
                 CST_DROPEA_PICKUP | CST_DROPEA_RETURN)

const char *const cst_dropea_option_words[] = {
  "MANAGED_BY_CLIENT", "PROVIDE_SOLUTION", "RETRY", "CHANGE_ADDRESS", "PICKUP_AT_AGENCY", "RETURN_REQUESTED", NULL,
};

static const CstDropeaPerson people[] = {
  { "Marta Ibáñez Soler", "+34 600 000 101", "Calle de Sagunto 41, 3.º B", "46009", "Valencia", "Valencia", "ES" },
  { "Javier Ordóñez Rey", "+34 600 000 102", "Avenida de la Constitución 8", "41001", "Sevilla", "Sevilla", "ES" },
  { "Nerea Goikoetxea", "+34 600 000 103", "Calle Licenciado Poza 23", "48011", "Bilbao", "Bizkaia", "ES" },
  { "Rosa María Pérez", "+34 600 000 104", "Calle Mayor 112", "28013", "Madrid", "Madrid", "ES" },
  { "Álvaro Quintana", "+34 600 000 105", "Rúa do Vilar 19", "15705", "Santiago de Compostela", "A Coruña", "ES" },
  { "Conchita Vega Luna", "+34 600 000 106", "Plaza de las Flores 2", "14003", "Córdoba", "Córdoba", "ES" },
  { "Pau Ferrer i Mas", "+34 600 000 107", "Carrer de Girona 77", "08009", "Barcelona", "Barcelona", "ES" },
  { "Lucía Sáez", "+34 600 000 108", "Calle Laurel 15", "26001", "Logroño", "La Rioja", "ES" },
  { "Iván Castaño", "+34 600 000 109", "Camino de la Ermita s/n", "10600", "Plasencia", "Cáceres", "ES" },
  { "Begoña Ruiz-Tagle", "+34 600 000 110", "Calle Larios 30", "29005", "Málaga", "Málaga", "ES" },
  { "Ramón Noguera", "+34 600 000 111", "Carrer Major 4", "25001", "Lleida", "Lleida", "ES" },
  { "Ana Belén Cortés", "+34 600 000 112", "Calle Trapería 9", "30001", "Murcia", "Murcia", "ES" },
  { "Eduardo Salas", "+34 600 000 113", "Paseo de Zorrilla 64", "47006", "Valladolid", "Valladolid", "ES" },
  { "Inmaculada Prieto", "+34 600 000 114", "Calle San Vicente 5", "33003", "Oviedo", "Asturias", "ES" },
  { "Beatriz Moura", "+351 900 000 201", "Rua de Cedofeita 210", "4050-174", "Porto", "Porto", "PT" },
  { "João Pedro Antunes", "+351 900 000 202", "Avenida Almirante Reis 88", "1150-021", "Lisboa", "Lisboa", "PT" },
  { "Inês Caldeira", "+351 900 000 203", "Rua da Sofia 31", "3000-389", "Coimbra", "Coimbra", "PT" },
  { "Rui Falcão", "+351 900 000 204", "Largo do Toural 12", "4810-427", "Guimarães", "Braga", "PT" },
  { "Chiara Lombardi", "+39 300 000 0301", "Via San Vitale 40", "40125", "Bologna", "BO", "IT" },
  { "Matteo Greco", "+39 300 000 0302", "Via Etnea 155", "95131", "Catania", "CT", "IT" },
  { "Federica Sartori", "+39 300 000 0303", "Via Mazzini 6", "37121", "Verona", "VR", "IT" },
  { "Luca De Santis", "+39 300 000 0304", "Via Cavour 211", "00184", "Roma", "RM", "IT" },
};

static const CstDropeaArticle articles[] = {
  { "DR-LAM-01", "Lámpara proyector de estrellas", 2990 },
  { "DR-MAS-02", "Masajeador cervical con calor", 3995 },
  { "DR-COC-03", "Cortador de verduras 12 en 1", 2490 },
  { "DR-ORG-04", "Organizador de maletero plegable", 2795 },
  { "DR-PET-05", "Fuente de agua para gatos", 3290 },
  { "DR-FIT-06", "Bandas elásticas, juego de 5", 1990 },
  { "DR-COS-07", "Cepillo alisador iónico", 4490 },
  { "DR-HOG-08", "Mopa con cubo y escurridor", 3490 },
};

static const CstDropeaReason reasons[] = {
  { "RECIPIENT_ABSENT", "TIPSA", "AS", NULL, "Ausente", ABSENT },
  { "RECIPIENT_ABSENT", "TIPSA", "C", NULL, "Cerrado", ABSENT },
  { "REFUSED_BY_RECIPIENT", "TIPSA", "NAM", NULL, "No acepta mercancía", REFUSED },
  { "REFUSED_BY_RECIPIENT", "TIPSA", "DO", NULL, "Devolver a origen",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETURN },
  { "ADDRESS_INCORRECT", "TIPSA", "DI", NULL, "Dirección incorrecta", ADDRESS },
  { "ADDRESS_INCORRECT", "GLS", "-30", "13", "Dirección incorrecta", ADDRESS },
  { "PENDING_DATA", "TIPSA", "FD", NULL, "Faltan datos",
    CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_CHANGE_ADDRESS | CST_DROPEA_RETURN },
  { "ADDRESS_INCORRECT", "TIPSA", "MC", NULL, "Mal canalizado",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_CHANGE_ADDRESS },
  { "DELIVERY_FAILED", "TIPSA", "EAD", NULL, "Entrega aplazada por el destinatario",
    CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETRY | CST_DROPEA_PICKUP },
  { "RETAINED", "TIPSA", "RD", NULL, "Recoge en delegación",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_PICKUP | CST_DROPEA_RETURN },
  { "LOST_PACKAGE", "TIPSA", "FE", NULL, "Falta de expedición", CST_DROPEA_PROVIDE_SOLUTION },
  { "LOST_PACKAGE", "TIPSA", "EXM", NULL, "Extravío", CST_DROPEA_PROVIDE_SOLUTION },
  { "DAMAGED_PACKAGE", "TIPSA", "EDT", NULL, "Envío deteriorado",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETURN },
  { "GENERAL_INCIDENCE", "TIPSA", "FB", NULL, "Faltan bultos", CST_DROPEA_PROVIDE_SOLUTION },
  { "CUSTOMS_ISSUE", "TIPSA", "ADU", NULL, "Aduana", CST_DROPEA_PROVIDE_SOLUTION },
  { "POSSIBLE_RETURN", "GLS", "-71", NULL, "Plazo de recogida vencido",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETRY | CST_DROPEA_RETURN },
  { "PENDING_AUTHORIZATION", "GLS", "-45", NULL, "Pendiente de autorización",
    CST_DROPEA_PROVIDE_SOLUTION | CST_DROPEA_RETURN },
  { "GENERAL_INCIDENCE", "TIPSA", "X9", NULL, "Consultar con agencia",
    CST_DROPEA_MANAGED_BY_CLIENT | CST_DROPEA_PROVIDE_SOLUTION },
  { "ADMINISTRATIVE_ISSUE", "TIPSA", "FL", NULL, "Festivo local", 0 },
  { "ADMINISTRATIVE_ISSUE", "TIPSA", "MCC", NULL, "Mal clasificada", 0 },
  { "DELIVERY_FAILED", "GLS", "2", NULL, "Mal tiempo", 0 },
  { "RETURN_REQUESTED", "TIPSA", "DO", NULL, "Devolver a origen", 0 },
};

const CstDropeaPerson *
cst_dropea_person (int index)
{
  return &people[index];
}

int
cst_dropea_n_people (void)
{
  return G_N_ELEMENTS (people);
}

const CstDropeaArticle *
cst_dropea_article (int index)
{
  return &articles[index];
}

int
cst_dropea_n_articles (void)
{
  return G_N_ELEMENTS (articles);
}

const CstDropeaReason *
cst_dropea_reason (guint index)
{
  return &reasons[index];
}

guint
cst_dropea_n_reasons (void)
{
  return G_N_ELEMENTS (reasons);
}

/* Returns: the first reason with this code; it has to be there */
guint
cst_dropea_find_reason (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_strcmp0 (reasons[i].code, code) == 0)
        return i;
    }

  g_return_val_if_reached (0);
}
