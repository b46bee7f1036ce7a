/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What retailers write, each in their own language. */
#include "cst-world-letters.h"

typedef struct
{
  const char *language;
  const char *labels[CST_WORLD_N_REASONS];
  const char *reports[CST_WORLD_N_REASONS];
  const char *replies[CST_WORLD_N_REPLIES];
} Letters;

static const Letters letters[] = {
  {
    "fr",
    {
      "J’ai reçu des articles endommagés",
      "J’ai reçu des articles défectueux",
      "Il me manque des articles",
      "J’ai reçu d’autres articles que ceux commandés",
      "La facture est incorrecte",
      "La commande n’est pas arrivée à temps",
      "Autre problème",
    },
    {
      "Bonjour, le colis est arrivé enfoncé sur un côté et plusieurs pièces sont cassées. Je joins "
      "des "
      "photos. Pouvez-vous les "
      "remplacer ?",
      "Bonjour, à l’ouverture tout semblait en ordre, mais l’article présente un défaut qui le "
      "rend "
      "invendable. Merci de me dire comment procéder.",
      "Bonjour, en vérifiant le bon de livraison nous constatons qu’il manque des pièces dans le "
      "carton. Le "
      "scotch était intact.",
      "Bonjour, l’article reçu n’est pas celui que nous avons commandé. Nous ne l’avons pas mis en "
      "rayon.",
      "Bonjour, la facture ne tient pas compte de la remise de bienvenue. Merci de la corriger.",
      "Bonjour, la commande devait arriver pour notre vitrine et nous l’attendons toujours.",
      "Bonjour, je n’arrive pas à joindre mon conseiller au sujet de cette commande.",
    },
    {
      "Voici la photo demandée. Dites-moi si elle suffit.",
      "Bonjour, merci pour votre réponse. J’en parle avec mon associée et je reviens vers vous.",
      "Votre proposition me convient, merci beaucoup pour votre réactivité.",
      "Je regrette, mais cela ne règle pas le problème : le remplacement est lui aussi abîmé.",
      "Bonjour, la commande partira-t-elle cette semaine ? Nous ouvrons samedi.",
      "Bonjour, oui, elle part demain matin. Bonne ouverture !",
    },
  },
  {
    "nl",
    {
      "Ik heb beschadigde artikelen ontvangen",
      "Ik heb defecte artikelen ontvangen",
      "Er ontbreken artikelen",
      "Ik heb de verkeerde artikelen ontvangen",
      "De factuur klopt niet",
      "De bestelling is niet op tijd aangekomen",
      "Ander probleem",
    },
    {
      "Beste, de doos kwam aan met een flinke deuk en een deel van de inhoud is gebroken. Foto’s "
      "zitten "
      "erbij. Kunnen jullie dit "
      "vervangen?",
      "Goedemiddag, bij het uitpakken zag alles er goed uit, maar het artikel werkt niet zoals het "
      "hoort. Zo "
      "kunnen we het niet verkopen.",
      "Hallo, volgens de pakbon moesten er meer stuks in de doos zitten. We hebben alles twee keer "
      "nageteld.",
      "Beste, dit is niet het artikel dat wij besteld hebben. De kleur is heel anders dan op de "
      "site.",
      "Beste, op de factuur staat een verkeerd btw-nummer. Graag een nieuwe factuur.",
      "Hallo, wij wachten nog steeds op deze bestelling, de etalage is leeg.",
      "Goedemorgen, kunt u mij bellen over deze bestelling?",
    },
    {
      "Hierbij de gevraagde foto. Is dit zo voldoende?",
      "Dank voor het snelle antwoord. Ik overleg even met mijn collega en kom erop terug.",
      "Dat is prima zo, hartelijk dank voor de nette oplossing.",
      "Helaas, het vervangende artikel is ook beschadigd. Hier zijn wij niet tevreden mee.",
      "Goedemiddag, wordt de bestelling deze week nog verzonden?",
      "Goedemiddag, ja, het pakket vertrekt morgenochtend.",
    },
  },
  {
    "de",
    {
      "Ich habe beschädigte Artikel erhalten",
      "Ich habe fehlerhafte Artikel erhalten",
      "Es fehlen Artikel",
      "Ich habe falsche Artikel erhalten",
      "Die Rechnung stimmt nicht",
      "Die Bestellung ist nicht rechtzeitig angekommen",
      "Anderes Problem",
    },
    {
      "Guten Tag, das Paket kam mit einer eingedrückten Ecke an, mehrere Teile sind zerbrochen. "
      "Fotos liegen "
      "bei. Bitte um Ersatz.",
      "Sehr geehrte Damen und Herren, der Artikel hat einen Mangel, der erst beim Aufstellen "
      "sichtbar wurde. "
      "So können wir ihn nicht verkaufen.",
      "Guten Tag, laut Lieferschein sollten mehr Stücke im Karton sein. Das Klebeband war "
      "unversehrt, wir "
      "haben zweimal gezählt.",
      "Hallo, geliefert wurde nicht der bestellte Artikel. Wir haben nichts davon ausgepackt.",
      "Guten Tag, auf der Rechnung ist die Lieferadresse als Rechnungsadresse angegeben. Bitte "
      "korrigieren.",
      "Guten Tag, die Ware sollte zur Saisoneröffnung da sein und ist noch immer nicht angekommen.",
      "Guten Tag, bitte melden Sie sich wegen dieser Bestellung.",
    },
    {
      "Anbei das gewünschte Foto. Reicht das so?",
      "Vielen Dank für die schnelle Rückmeldung. Ich bespreche das mit meiner Kollegin und melde "
      "mich.",
      "Damit sind wir einverstanden, vielen Dank für die unkomplizierte Lösung.",
      "Leider ist auch der Ersatz beschädigt. So ist die Sache für uns nicht erledigt.",
      "Guten Tag, geht die Bestellung noch diese Woche raus?",
      "Guten Tag, ja, sie verlässt uns morgen früh.",
    },
  },
  {
    "es",
    {
      "He recibido artículos dañados",
      "He recibido artículos defectuosos",
      "Faltan artículos",
      "He recibido artículos equivocados",
      "La factura no es correcta",
      "El pedido no ha llegado a tiempo",
      "Otro problema",
    },
    {
      "Buenos días, la caja llegó golpeada y varias piezas están rotas. Adjunto fotos. ¿Nos las "
      "pueden reponer?",
      "Hola, el artículo tiene un defecto de fabricación y no podemos venderlo así. ¿Cómo lo "
      "hacemos?",
      "Buenas tardes, según el albarán faltan unidades en la caja. La hemos revisado dos veces.",
      "Hola, nos ha llegado otro artículo distinto del que pedimos. Sigue en su embalaje.",
      "Hola, el NIF de la factura no es el nuestro. Necesitamos una factura corregida.",
      "Buenos días, el pedido debía llegar para la campaña y seguimos esperando.",
      "Hola, ¿podrían llamarme por este pedido?",
    },
    {
      "Aquí va la foto que me pedían. ¿Se ve bien?",
      "Gracias por responder. Lo comento con mi socia y les digo algo.",
      "Nos parece bien, muchas gracias por la solución.",
      "Lo siento, pero la reposición también ha llegado rota.",
      "Hola, ¿sale el pedido esta semana?",
      "Hola, sí, sale mañana por la mañana.",
    },
  },
  {
    "it",
    {
      "Ho ricevuto articoli danneggiati",
      "Ho ricevuto articoli difettosi",
      "Mancano degli articoli",
      "Ho ricevuto articoli sbagliati",
      "La fattura non è corretta",
      "L’ordine non è arrivato in tempo",
      "Altro problema",
    },
    {
      "Buongiorno, il pacco è arrivato schiacciato e alcuni pezzi sono rotti. Allego le foto. "
      "Potete sostituirli?",
      "Salve, l’articolo presenta un difetto e così non possiamo metterlo in vendita. Attendo "
      "vostre indicazioni.",
      "Buongiorno, dal documento di trasporto risultano più pezzi di quelli che abbiamo trovato "
      "nella scatola.",
      "Buonasera, abbiamo ricevuto un articolo diverso da quello ordinato. È ancora imballato.",
      "Buongiorno, nella fattura l’imponibile non corrisponde all’ordine.",
      "Buongiorno, l’ordine doveva arrivare la settimana scorsa e lo stiamo ancora aspettando.",
      "Salve, avrei bisogno di parlarvi di questo ordine.",
    },
    {
      "Ecco la foto richiesta, fatemi sapere se basta.",
      "Grazie della risposta, ne parlo con il mio socio e vi aggiorno.",
      "Per noi va benissimo, grazie della disponibilità.",
      "Purtroppo anche il pezzo sostitutivo è rotto.",
      "Buongiorno, l’ordine parte questa settimana?",
      "Buongiorno, sì, parte domani mattina.",
    },
  },
  {
    "en",
    {
      "I received damaged items",
      "I received defective items",
      "Items are missing",
      "I received the wrong items",
      "The invoice is wrong",
      "The order did not arrive in time",
      "Another problem",
    },
    {
      "Hello, the box arrived with one corner crushed and some of the pieces inside are broken. "
      "Photos "
      "attached. Could you replace them?",
      "Hi there, the item looked fine at first but it is faulty and we can’t put it on the shelf. "
      "What would "
      "you like us to do?",
      "Hello, we counted twice and there are fewer pieces in the box than the delivery note says.",
      "Hi, this is not what we ordered. We have kept it in its packaging for you.",
      "Hello, the invoice shows our old address. Could we have a corrected one please?",
      "Hello, this was due before the weekend and still has not turned up.",
      "Hello, could someone call me about this order?",
    },
    {
      "Here is the photo you asked for. Is that clear enough?",
      "Thanks for getting back to us. Let me talk it over with my partner.",
      "That works for us, thank you for sorting it out so quickly.",
      "Sorry, but the replacement came broken as well.",
      "Hello, will this leave before the weekend?",
      "Hello, yes, it leaves tomorrow morning.",
    },
  },
  {
    "pt",
    {
      "Recebi artigos danificados",
      "Recebi artigos com defeito",
      "Faltam artigos",
      "Recebi artigos errados",
      "A fatura não está correta",
      "A encomenda não chegou a tempo",
      "Outro problema",
    },
    {
      "Bom dia, a caixa chegou amolgada e algumas peças vêm partidas. Envio fotografias.",
      "Bom dia, o artigo tem um defeito e assim não o podemos vender.",
      "Boa tarde, faltam peças na caixa em relação à guia de remessa.",
      "Bom dia, o artigo que recebemos não é o que encomendámos.",
      "Bom dia, o NIF da fatura está errado.",
      "Bom dia, continuamos à espera desta encomenda.",
      "Bom dia, podem contactar-me sobre esta encomenda?",
    },
    {
      "Segue a fotografia pedida.",
      "Obrigada pela resposta, vou pensar e digo qualquer coisa.",
      "Está ótimo assim, muito obrigada.",
      "Infelizmente a peça de substituição também veio partida.",
      "Bom dia, a encomenda sai esta semana?",
      "Bom dia, sim, sai amanhã de manhã.",
    },
  },
};

static const Letters *
find (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      if (g_str_equal (letters[i].language, language))
        return &letters[i];
    }

  g_return_val_if_reached (&letters[0]);
}

const char *
cst_world_report_letter (const char     *language,
                         CstWorldReason  reason)
{
  return find (language)->reports[reason];
}

/* The reason as the customer chose it, in the customer's language. */
const char *
cst_world_reason_label (const char     *language,
                        CstWorldReason  reason)
{
  return find (language)->labels[reason];
}

const char *
cst_world_reply_letter (const char    *language,
                        CstWorldReply  reply)
{
  return find (language)->replies[reply];
}
