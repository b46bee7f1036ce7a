// SPDX-License-Identifier: GPL-3.0-or-later
// medusa exec: puts images on a claim's first item, which no HTTP route does. CLAIM and URLS say which.
module.exports.default = async ({ container }) => {
  const orders = container.resolve("order");
  const [claim] = await orders.listOrderClaims({ id: process.env.CLAIM }, { relations: ["claim_items"] });
  const item = claim.claim_items.find((one) => !one.is_additional_item);

  await orders.createOrderClaimItemImages(
    process.env.URLS.split(" ").map((url) => ({ claim_item_id: item.id, url })),
  );
};
