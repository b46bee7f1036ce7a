// SPDX-License-Identifier: GPL-3.0-or-later
// The shop of the live tests: loopback only, no admin pages, files on the disk.
const { defineConfig } = require("@medusajs/framework/utils");

const base = `http://127.0.0.1:${process.env.SHOP_PORT}`;

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false },
    http: { storeCors: base, adminCors: base, authCors: base, jwtSecret: "live", cookieSecret: "live" },
  },
  modules: [
    {
      resolve: "@medusajs/medusa/file",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/file-local",
            id: "local",
            options: { backend_url: `${base}/static`, upload_dir: "static" },
          },
        ],
      },
    },
  ],
});
