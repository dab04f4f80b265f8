/* Keys of session tickets, 48 bytes as Node has them: 16 of name, 16 of HMAC-SHA256, 16 of AES-128-CBC. */
#ifndef LLRT_TICKETS_H
#define LLRT_TICKETS_H

#include <openssl/ssl.h>

#define LLRT_TICKET_KEYS 48

/* Connections of `ctx` make tickets with the keys that llrt_use_ticket_keys() gave them. */
void llrt_share_tickets(SSL_CTX *ctx);
/* `keys` stays the caller's and outlives the connection. */
int llrt_use_ticket_keys(SSL *ssl, unsigned char *keys);
int llrt_new_ticket_keys(unsigned char *keys);

#endif
